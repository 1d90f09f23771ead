// The page of a source: a script or code, with a line for each to lead to.
import path from 'node:path';

import { highlight, languageOf, linesOf } from './highlight.mjs';
import { escape } from './html.mjs';
import { layOut } from './layout.mjs';
import { pageOf } from './paths.mjs';
import { isPlayable, testAddress } from './play_links.mjs';

export function sourceLines(text, language) {
  const lines = linesOf(highlight(text.replace(/\n$/, ''), language));
  return lines.map((line, i) => `<span class="line" id="L${i + 1}">${line}\n</span>`).join('');
}

function citedBy(site, page, file) {
  const rules = [...(site.citedBy.get(file)?.values() ?? [])];
  if (rules.length === 0) return '';
  const links = rules.map((rule) => `<a href="${site.linkToPage(page, rule.page, rule.anchor)}">${escape(rule.name)}</a>`);
  return `<p>Cited by ${links.join(', ')}.</p>\n`;
}

function inPlayground(site, page, file) {
  if (!site.hasPlayground || !isPlayable(file)) return '';
  return `<p><a href="${escape(testAddress(page, file))}">Open in the playground</a></p>\n`;
}

export function addSourcePage(site, file, chapters) {
  const page = pageOf(file);
  const text = site.repository.read(file);
  const folder = path.posix.dirname(file);
  const inFolder = `<a href="${site.linkTo(page, folder === '.' ? '' : folder)}">${escape(folder === '.' ? 'modlink' : folder)}</a>`;
  const content = `<p class="way">${inFolder} /</p>
<h1>${escape(path.posix.basename(file))}</h1>
${citedBy(site, page, file)}${inPlayground(site, page, file)}<pre class="source" tabindex="0"><code>${sourceLines(text, languageOf(file, text))}</code></pre>`;
  site.add(page, layOut({ site, page, title: file, content, chapters, kind: 'wide' }));
}

// The specification as one document, and that printed by Chromium.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { attributes, escape, mapTags, unescape } from './html.mjs';
import { document, pageOf } from './paths.mjs';
import { Failure } from './problems.mjs';

// `spec/text.html#rule-x` as the name of a place in the one document; undefined for what is not in it.
function placeIn(names, from, href) {
  const [, way, anchor] = /^([^#]*)#?(.*)$/.exec(decodeURIComponent(href));
  const page = way === '' ? from : path.posix.join(path.posix.dirname(from), way);
  const name = names.get(page);
  return name && (anchor ? `${name}-${anchor}` : name);
}

// Nothing can be tried on paper.
const withoutPlayground = (content) => content.replace(/ <a class="try"[^<]*<\/a>/g, '');

// The content of a page as a part of the document: names of places are those of this page, and what leads to pages that
// are not in it leads nowhere.
function part(names, page, content) {
  const name = names.get(page);
  return mapTags(withoutPlayground(content), (tag) => tag.replace(/ (id|href)="([^"]*)"/, (whole, kind, value) => {
    const text = unescape(value);
    if (kind === 'id') return ` id="${escape(`${name}-${text}`)}"`;
    if (/^https?:/.test(text)) return whole;
    const place = placeIn(names, page, text);
    return place ? ` href="#${escape(place)}"` : '';
  }));
}

const titles = (content) => [...content.matchAll(/<h([23]) id="([^"]*)">(.*?) <a class="self"/g)];

function contentsOf(parts) {
  const items = parts.map(({ name, title, html }) => {
    const inner = titles(html).map(([, level, id, text]) =>
      `<li class="level-${level}"><a href="#${id}">${text.replace(/<\/?a\b[^>]*>/g, '')}</a></li>\n`);
    return `<li><a href="#${name}">${escape(title)}</a><ul>\n${inner.join('')}</ul></li>\n`;
  });
  return `<nav class="contents"><h2>Contents</h2><ul>\n${items.join('')}</ul></nav>`;
}

// Run in the document before it is printed: on paper nothing scrolls, so what is too wide becomes smaller.
const fit = `for (const formula of document.querySelectorAll('.formula')) {
  const ratio = formula.clientWidth / formula.scrollWidth;
  if (ratio < 1) formula.style.fontSize = 0.99 * ratio + 'em';
}`;

// `parts`: [{ title, file, content }], the first of which is the page with the contents.
export function documentOf(parts) {
  const nameOf = (file) => path.posix.basename(file, '.md').toLowerCase();
  const names = new Map(parts.map(({ file }) => [pageOf(file), nameOf(file)]));
  const all = parts.map(({ title, file, content }) => ({ title, name: nameOf(file), html: part(names, pageOf(file), content) }));
  const [first, ...chapters] = all;
  // Its list of all rules is what the contents have.
  const preface = first.html.replace(/<h2 id="readme-index-of-rules">[^]*$/, '');
  const sections = chapters.map(({ name, html }) => `<article id="${name}">\n${html}</article>\n`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(first.title)}</title>
<link rel="stylesheet" href="assets/katex/katex.css">
<link rel="stylesheet" href="assets/style.css">
</head>
<body class="whole">
<main>
<article id="${first.name}">
${preface}</article>
${contentsOf(chapters)}
${sections.join('')}</main>
<script>document.fonts.ready.then(() => { ${fit} });</script>
</body>
</html>
`;
}

export const leadsWithin = (html) => {
  const places = new Set([...attributes(html, ['id'])].map(({ value }) => value));
  return [...attributes(html, ['href'])].every(({ value }) => !value.startsWith('#') || places.has(value.slice(1)));
};

export const browser = () => process.env.MODLINK_BROWSER ?? 'chromium';

// Into a folder that has the site. Throws what Chromium says if there is no document.
export function printDocument(parts, folder) {
  const page = path.join(folder, 'specification.html');
  const file = path.join(folder, document);
  fs.rmSync(file, { force: true });
  fs.writeFileSync(page, documentOf(parts));
  const options = ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', '--generate-pdf-document-outline',
    '--virtual-time-budget=10000', `--print-to-pdf=${file}`, pathToFileURL(page).href];
  const { status, stderr, error } = spawnSync(browser(), options, { encoding: 'utf8' });
  fs.rmSync(page);
  if (status !== 0 || !fs.existsSync(file)) throw new Failure(`${browser()} prints no document: ${error?.message ?? stderr}`);
}

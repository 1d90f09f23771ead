// The page that leads from the core specification to the code: what comments of sources cite.
import { anchorOfTitle } from './core_documents.mjs';
import { referencesOf } from './core_references.mjs';
import { core } from './entries.mjs';
import { escape } from './html.mjs';
import { corePage, layOut } from './layout.mjs';
import { anchorOf, renderInline } from './markdown.mjs';

const chapters = {
  syntax: 'Structure', valid: 'Validation', exec: 'Execution', binary: 'Binary Format', text: 'Text Format',
  appendix: 'Appendix',
};

const folders = ['wast', 'validator', 'linking', 'rewrite', 'interpreter', 'capi', 'tools'];
const isSource = (file) => /\.(cc|h|def)$/.test(file) && !/_test\.cc$|\/test_|capi\/tests/.test(file);

export function coreReferences(repository) {
  const files = folders.filter((folder) => repository.isFolder(folder)).flatMap((folder) => [...repository.files(folder)]);
  return files.filter(isSource).flatMap((file) => referencesOf(file, repository.read(file)));
}

const nameOf = ({ title, label, words }) => title ?? label ?? words ?? '';

function linkToCore({ document, title, label, words }) {
  const anchor = label ?? (title && anchorOfTitle(title));
  const text = title ?? label ?? words?.replace(/[`"]/g, '') ?? 'all of it';
  return `<a href="${core}/${document}.html${anchor ? `#${anchor}` : ''}">${escape(text)}</a>`;
}

function row(site, reference) {
  const { file, line, subject, says, isWhole } = reference;
  const href = site.linkTo(corePage, file, `L${line}`);
  const env = { site, page: corePage, file, problems: site.problems };
  const what = isWhole || !subject ? '' : `<code>${escape(subject)}</code> `;
  return `<tr><td class="section">${linkToCore(reference)}</td><td>${what}<a href="${href}">${escape(`${file}:${line}`)}</a></td>` +
    `<td>${renderInline(says, env)}</td></tr>\n`;
}

const byPlace = (a, b) =>
  nameOf(a).localeCompare(nameOf(b), 'en') || a.file.localeCompare(b.file, 'en') || a.line - b.line;

function section(site, document, references) {
  const rows = references.filter((reference) => reference.document === document).sort(byPlace);
  return `<h3 id="${anchorOf(document)}"><a href="${core}/${document}.html">${document}</a></h3>
<div class="table" tabindex="0"><table>
<thead><tr><th scope="col">section</th><th scope="col">code</th><th scope="col">what its comment says</th></tr></thead>
<tbody>
${rows.map((reference) => row(site, reference)).join('')}</tbody>
</table></div>
`;
}

export function addCorePage(site, references, chaptersOfSite) {
  const documents = [...new Set(references.map(({ document }) => document))].sort();
  const titles = [];
  const parts = Object.entries(chapters).map(([folder, title]) => {
    const ofChapter = documents.filter((document) => document.startsWith(`${folder}/`));
    titles.push({ level: 2, id: folder, text: title });
    titles.push(...ofChapter.map((document) => ({ level: 3, id: anchorOf(document), text: document })));
    return `<h2 id="${folder}">${title}</h2>\n${ofChapter.map((document) => section(site, document, references)).join('')}`;
  });
  const content = `<h1>From the core specification to the code</h1>
<p>Sources say in comments which part of the <a href="${core}/">core specification</a> they carry out. Here they are by
chapter and section: ${references.length} places. What has no name of its own is about the whole file.</p>
${parts.join('')}`;
  site.add(corePage, layOut({ site, page: corePage, title: 'From the core specification to the code', content,
    chapters: chaptersOfSite, titles, kind: 'wide' }));
}

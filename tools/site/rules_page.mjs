// The index of all rules, with the number of directives that show each obeyed and broken.
import { escape } from './html.mjs';
import { layOut, rulesPage } from './layout.mjs';
import { pageOf } from './paths.mjs';
import { anchorOf } from './markdown.mjs';

function row(site, cites, entry) {
  const tests = entry.cites.tests ?? [];
  const { obeyed, broken } = cites.countsOf(tests);
  const ids = cites.idsOf(tests);
  const links = ids.map((id) => cites.linkToRule(rulesPage, id, entry.name));
  const others = tests.length - ids.length;
  const href = site.linkToPage(rulesPage, entry.page, entry.title.id);
  return `<tr><th scope="row"><a href="${href}">${escape(entry.name)}</a></th><td class="number">${obeyed}</td>` +
    `<td class="number">${broken}</td><td class="number">${others || ''}</td><td>${links.join(', ')}</td></tr>\n`;
}

function section(site, cites, { title, entries }) {
  return `<h2 id="${anchorOf(title)}">${escape(title)}</h2>
<div class="table" tabindex="0"><table class="rules">
<thead><tr><th scope="col">rule</th><th scope="col">obeyed</th><th scope="col">broken</th><th scope="col">others</th><th scope="col">rules of the test suite</th></tr></thead>
<tbody>
${entries.map((entry) => row(site, cites, entry)).join('')}</tbody>
</table></div>
`;
}

// `parts`: [{ title, entries }], of which each entry knows the page it is on.
export function addRulesPage(site, cites, parts, chapters) {
  const shown = parts.filter(({ entries }) => entries.length > 0);
  const count = shown.flatMap(({ entries }) => entries).filter(({ kind }) => kind === 'Rule').length;
  const content = `<h1>Rules</h1>
<p>The ${count} rules of the specification, and the questions that the documents leave open. Behind each stands how many
directives of the test suite show it obeyed, and how many show that breaking it is noticed: those of the suite's own rules
that it cites, added up. Others are scripts and programs that it cites as a whole.</p>
${shown.map((part) => section(site, cites, part)).join('')}`;
  const titles = shown.map(({ title }) => ({ level: 2, id: anchorOf(title), text: title }));
  site.add(rulesPage, layOut({ site, page: rulesPage, title: 'Rules', content, chapters, titles, kind: 'wide' }));
}

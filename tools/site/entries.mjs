// What a rule cites, as links: its tests, its code, and where it comes from.
import { page as coveragePage } from './coverage.mjs';
import { lineOfDefinition, lineOfTest } from './definitions.mjs';
import { escape } from './html.mjs';
import { anchorOf, renderInline } from './markdown.mjs';
import { page as mutationsPage } from './mutations.mjs';
import { ruleSign, testSign } from './play_links.mjs';

const link = (href, html) => `<a href="${escape(href)}">${html}</a>`;
const code = (text) => `<code>${escape(text)}</code>`;

const proposal = 'https://github.com/WebAssembly/module-linking/blob/main/proposals/module-linking';
export const core = 'https://webassembly.github.io/spec/core';

export const numberOf = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;

// `a.1`, `a.2`, `b.1`, `D5` as `a.1, 2; b.1; D5`.
export function shortened(ids) {
  const numbers = new Map();
  for (const id of ids) {
    const [, chapter, number] = /^(.*?)(?:\.(\d+))?$/.exec(id);
    numbers.set(chapter, [...(numbers.get(chapter) ?? []), ...(number ? [number] : [])]);
  }
  return [...numbers].map(([chapter, list]) => (list.length ? `${chapter}.${list.join(', ')}` : chapter)).join('; ');
}

export class CitesRenderer {
  // `rules`: those of spec-tests/rules, by ID; `mutations`: those that break premises, by the name of the rule.
  constructor(site, rules, mutations = new Map()) {
    this.site = site;
    this.rules = rules;
    this.mutations = mutations;
  }

  // As HTML for a page. `entry`: name, title, cites, place.
  render(page, entry) {
    const { tests = [], code: files = [], source = [] } = entry.cites;
    for (const [file] of [...tests, ...files]) {
      if (file.includes('/')) this.site.addCitation(file, { name: entry.name, page, anchor: entry.title.id });
    }
    const rows = [['Tests', this.#tests(page, entry, tests)], ['Code', this.#code(page, entry, files)],
      ['Source', source.map((from) => this.#source(page, entry, from)).join('; ')]];
    if (this.mutations.has(entry.name)) rows.push(['Mutations', this.#mutations(page, entry)]);
    const row = ([name, html]) => `<div><dt>${name}</dt><dd>${html}</dd></div>\n`;
    return `<dl class="cites">\n${rows.map(row).join('')}</dl>\n`;
  }

  // How many directives show the rules obeyed, and how many broken.
  countsOf(tests) {
    const cited = tests.map(([id]) => this.rules.get(id)).filter(Boolean);
    const sum = (which) => cited.reduce((all, rule) => all + rule[which].count, 0);
    return { obeyed: sum('obeyed'), broken: sum('broken') };
  }

  idsOf(tests) {
    return tests.map(([id]) => id).filter((id) => !id.includes('/'));
  }

  linkToRule(page, id, place) {
    if (!this.rules.has(id)) this.site.problems.add(place, `there is no rule ${id} in ${coveragePage}`);
    return link(this.site.linkTo(page, coveragePage, anchorOf(id), place), escape(id));
  }

  #tests(page, entry, tests) {
    const ids = this.idsOf(tests);
    const others = tests.filter(([file]) => file.includes('/')).map((test) => this.#program(page, entry, test));
    return (ids.length ? this.#directives(page, entry, tests, ids) : '') + others.join(', ');
  }

  #mutations(page, entry) {
    const { mutations, premises, line } = this.mutations.get(entry.name);
    const count = `${numberOf(mutations, 'mutation')} of the code that ${mutations === 1 ? 'breaks' : 'break'} ${numberOf(premises, 'premise')}`;
    return link(this.site.linkTo(page, mutationsPage, `L${line}`, entry.place), count);
  }

  #directives(page, entry, tests, ids) {
    const { obeyed, broken } = this.countsOf(tests);
    const count = `${numberOf(obeyed, 'directive')} that obey, ${broken} that break`;
    const items = ids.map((id) => `<li>${this.#ofRule(page, id, entry.place)}</li>\n`);
    const summary = `${count}: <span class="ids">${escape(shortened(ids))}</span>`;
    return `<details><summary>${summary}</summary><ul>\n${items.join('')}</ul></details>`;
  }

  #ofRule(page, id, place) {
    const rule = this.rules.get(id);
    const name = this.linkToRule(page, id, place);
    if (!rule) return name;
    const list = (what, { shown, more }) => {
      const links = shown.map((directive) => this.#directive(page, directive, place));
      const rest = more ? ` and ${more} more` : '';
      return shown.length ? `<br>${what}: ${links.join(', ')}${rest}` : '';
    };
    const text = renderInline(rule.rule, { site: this.site, page, file: coveragePage, problems: this.site.problems });
    return `${name}${ruleSign(this.site, page, rule)}: ${text}${list('Obeyed', rule.obeyed)}${list('Broken', rule.broken)}`;
  }

  #directive(page, { file, line }, place) {
    const name = `${file.replace(/.*\//, '')}:${line}`;
    return link(this.site.linkTo(page, file, `L${line}`, place), escape(name)) + testSign(this.site, page, file, line);
  }

  // A script, or a program of tests and tests in it.
  #program(page, entry, [file, ...tests]) {
    const whole = link(this.site.linkTo(page, file, '', entry.place), code(file));
    const inIt = tests.map((test) => this.#word(page, entry, file, test, lineOfTest));
    return [whole, ...inIt].join(' ') + testSign(this.site, page, file);
  }

  #code(page, entry, files) {
    const ofFile = ([file, ...names]) => {
      const whole = link(this.site.linkTo(page, file, '', entry.place), code(file));
      const find = (text, name) => lineOfDefinition(file, text, name);
      return [whole, ...names.map((name) => this.#word(page, entry, file, name, find))].join(' ');
    };
    return files.map(ofFile).join('; ');
  }

  #word(page, entry, file, name, find) {
    const { site } = this;
    const line = site.repository.isFile(file) ? find(site.repository.read(file), name) : undefined;
    if (line === undefined) site.problems.add(entry.place, `${entry.name}: ${file} does not define ${name}`);
    return link(site.linkTo(page, file, `L${line ?? 1}`, entry.place), code(name));
  }

  // `Explainer, "Title"`, `core valid/modules#label` or `D5`.
  #source(page, entry, source) {
    if (/^D\d+$/.test(source)) return link(this.site.linkTo(page, 'docs/decisions.md', source, entry.place), source);
    const [, label] = /^core (\S+#\S+)$/.exec(source) ?? [];
    if (label) return link(`${core}/${label.replace('#', '.html#')}`, escape(source));
    const [, document, title] = /^([A-Za-z-]+)(?:\.md)?, "([^"]+)"$/.exec(source) ?? [];
    if (document) return link(`${proposal}/${document}.md#${anchorOf(title)}`, escape(source));
    this.site.problems.add(entry.place, `${entry.name}: ${source} is no source`);
    return escape(source);
  }
}

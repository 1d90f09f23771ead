// Tests of the whole site, as it is built from the repository.
import assert from 'node:assert/strict';
import test from 'node:test';

import { needPackages } from './skip.mjs';

needPackages('parse5');
const { attributes } = await import('./html.mjs');
const { makeSite } = await import('./make_site.mjs');
const { page: mutationsPage, readMutations } = await import('./mutations.mjs');
const { packageFolder } = await import('./npm_package.mjs');
const { load, top } = await import('./packages.mjs');
const { isPicture, pageOf, playground } = await import('./paths.mjs');
const { documentOf, leadsWithin } = await import('./pdf.mjs');
const { Problems } = await import('./problems.mjs');
const { Repository } = await import('./repository.mjs');
const parse5 = load('parse5');

const repository = new Repository(top);
const problems = new Problems();
const site = makeSite(repository, problems, { specifications: process.env.MODLINK_SPECIFICATIONS, packageFolder: packageFolder() });
console.log(site.notes.join('\n'));
const htmlPages = [...site.pages].filter(([page]) => page.endsWith('.html'));

const textOf = (node) => node.value ?? (node.childNodes ?? []).map(textOf).join('');
function* elements(node) {
  for (const child of node.childNodes ?? []) {
    if (child.tagName) yield child;
    yield* elements(child);
  }
}
const attributeOf = (element, name) => element.attrs.find((attribute) => attribute.name === name)?.value;

test('there is nothing wrong with the sources of the site', () => {
  assert.deepEqual(problems.lines, []);
});

test('every chapter is there, and in the navigation of every page', () => {
  assert.ok(site.chapters.length >= 10);
  for (const { file } of site.chapters) assert.ok(site.pages.has(pageOf(file)), file);
  const navigation = (html) => /<nav id="contents"[^]*<\/nav>/.exec(html)[0];
  for (const [page, html] of htmlPages) {
    if (page === playground) continue;
    const links = [...attributes(navigation(html), ['href'])].filter(({ value }) => !value.startsWith('#'));
    assert.ok(links.length >= site.chapters.length, page);
  }
});

test('every rule has an anchor, three lines with links, its mutations, and a row in the index', () => {
  const mutations = readMutations(repository.read(mutationsPage));
  assert.ok(mutations.size >= 80, `mutations of ${mutations.size} rules`);
  const index = new Set([...attributes(site.pages.get('rules.html'), ['href'])].map(({ value }) => value));
  let count = 0;
  for (const { file } of site.chapters) {
    for (const [, kind, name] of repository.read(file).matchAll(/^### (Rule|Question) `([^`]+)`$/gm)) {
      ++count;
      const anchor = `${kind}-${name}`.toLowerCase();
      const html = site.pages.get(pageOf(file));
      const begin = html.indexOf(`id="${anchor}"`);
      assert.ok(begin > 0, `${file}: ${name}`);
      const entry = html.slice(begin, html.indexOf('</section>', begin));
      const lines = [...entry.matchAll(/<dt>(\w+)<\/dt><dd>([^]*?)<\/dd>/g)];
      const more = mutations.has(name) ? ['Mutations'] : [];
      assert.deepEqual(lines.map(([, title]) => title), ['Tests', 'Code', 'Source', ...more], name);
      for (const [, title, links] of lines) assert.match(links, /<a href="/, `${name}: ${title}`);
      assert.ok(index.has(`${pageOf(file)}#${anchor}`), `${name} in the index`);
    }
  }
  assert.ok(count >= 130, `${count} rules and questions`);
});

test('pages are well-formed, have a title each, and neither handlers nor, but for the playground, scripts', () => {
  for (const [page, html] of htmlPages) {
    const errors = [];
    const document = parse5.parse(html, { onParseError: ({ code, startLine }) => errors.push(`${page}:${startLine}: ${code}`) });
    assert.deepEqual(errors, []);
    const all = [...elements(document)];
    const count = (tag) => all.filter(({ tagName }) => tagName === tag).length;
    assert.deepEqual([count('h1'), count('title'), count('main'), count('script')], [1, 1, 1, page === playground ? 1 : 0], page);
    for (const element of all) {
      for (const { name } of element.attrs) assert.doesNotMatch(name, /^on/, `${page}: ${element.tagName}`);
    }
  }
});

test('what leads to the playground is there if it is, and only then', () => {
  assert.equal(site.pages.has(playground), packageFolder() !== undefined);
  assert.equal(site.notes.some((note) => note.startsWith('no playground')), packageFolder() === undefined);
  for (const [page, html] of htmlPages) {
    const links = [...attributes(html, ['href'])].filter(({ value }) => value.includes('play/') || (page === playground && value === 'index.html'));
    assert.equal(links.length > 0, packageFolder() !== undefined, page);
  }
  assert.equal(site.pages.get('spec/validation.html').includes('play/index.html#test=spec-tests/'), packageFolder() !== undefined);
});

test('nothing is asked of the network', () => {
  for (const [page, content] of site.pages) {
    if (typeof content !== 'string') continue;
    if (page.endsWith('.css')) assert.doesNotMatch(content, /url\(\s*["']?(https?:|\/\/)|@import/, page);
    for (const [tag] of content.matchAll(/<(link|img|script|iframe|source)\b[^>]*>/g)) assert.doesNotMatch(tag, /="(https?:|\/\/)/, page);
  }
});

test('sources are shown character by character', () => {
  let count = 0;
  for (const file of repository.files()) {
    const html = file.endsWith('.md') || isPicture(file) ? undefined : site.pages.get(pageOf(file));
    if (!html) continue;
    ++count;
    const code = [...elements(parse5.parse(html))].find((element) => attributeOf(element, 'class') === 'source');
    assert.equal(textOf(code), repository.read(file).replace(/\n?$/, '\n'), file);
    for (const element of elements(code)) assert.ok(['code', 'span'].includes(element.tagName), file);
  }
  assert.ok(count >= 250, `${count} sources`);
});

test('the one document for paper leads to nothing that is not in it', () => {
  const html = documentOf(site.parts);
  assert.ok(leadsWithin(html));
  for (const { value } of attributes(html, ['href']))
    assert.match(value, /^(#|https:|assets\/)/);
  const errors = [];
  parse5.parse(html, { onParseError: ({ code }) => errors.push(code) });
  assert.deepEqual(errors, []);
});

// Tests of the parts that the site is made by.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { needPackages } from './skip.mjs';

needPackages('parse5');
const { citationsOf, citesOf, entryOf, sourcesOf } = await import('./citations.mjs');
const { build, serve: serveCommand } = await import('./command.mjs');
const { anchorOfTitle, checkReferences, titlesIn } = await import('./core_documents.mjs');
const { declaredIn, referencesIn, referencesOf } = await import('./core_references.mjs');
const { readCoverage } = await import('./coverage.mjs');
const { lineOfDefinition, lineOfTest } = await import('./definitions.mjs');
const { shortened } = await import('./entries.mjs');
const { highlight, languageOf, linesOf } = await import('./highlight.mjs');
const { escape, unescape } = await import('./html.mjs');
const { checkLinks } = await import('./links.mjs');
const { anchorOf, renderMarkdown } = await import('./markdown.mjs');
const { readMutations } = await import('./mutations.mjs');
const { load, top } = await import('./packages.mjs');
const { pageOf, relative } = await import('./paths.mjs');
const { documentOf, leadsWithin } = await import('./pdf.mjs');
const { Failure, Problems } = await import('./problems.mjs');
const { Repository } = await import('./repository.mjs');
const { fileOf, serve } = await import('./server.mjs');
const { Site } = await import('./site.mjs');
const { sourceLines } = await import('./source_page.mjs');
const { writeSite } = await import('./write_site.mjs');
const parse5 = load('parse5');

const hostile = `</code></pre><script>alert(1)</script><!-- & "x" 'y' \` \${z} ]]> <img src=x onerror=alert(1)> (; ;; " \\22 ;)\n`;

const textOf = (node) => node.value ?? (node.childNodes ?? []).map(textOf).join('');
const elementsOf = (node) => (node.childNodes ?? []).flatMap((child) => [child, ...elementsOf(child)]).filter((child) => child.tagName);

const work = fs.mkdtempSync(path.join(os.tmpdir(), 'modlink-site-'));
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));
const temporary = () => fs.mkdtempSync(path.join(work, 'x'));

function repositoryOf(files) {
  const root = temporary();
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  return new Repository(root);
}

function rendered(text, files = {}) {
  const problems = new Problems();
  const site = new Site(repositoryOf({ 'docs/spec/a.md': text, ...files }), problems);
  const env = { site, problems, page: 'spec/a.html', file: 'docs/spec/a.md' };
  const html = renderMarkdown(text, env, { isSpecification: true });
  return { html, problems: problems.lines, titles: env.titles };
}

test('citations are read as the test of docs/spec reads them', () => {
  assert.deepEqual(citationsOf('`a.1`, `D5`; `linking/linker.h` `Linker` `perform`'),
    [['a.1'], ['D5'], ['linking/linker.h', 'Linker', 'perform']]);
  assert.deepEqual(sourcesOf('Explainer, "A"; core exec/modules#x; D13'), ['Explainer, "A"', 'core exec/modules#x', 'D13']);
  assert.deepEqual(citesOf(['tests: `a.1`,\n`a.2`', 'source: D1']), { tests: [['a.1'], ['a.2']], source: ['D1'] });
  assert.equal(citesOf(['tests: `a.1`', 'something else']), undefined);
  assert.deepEqual(entryOf('Question `D5`'), { kind: 'Question', name: 'D5' });
  assert.equal(entryOf('Rules'), undefined);
});

test('of HTML, pages have places to lead to and nothing else', () => {
  const { html, problems } = rendered('# A\n\n<a id="unknown-type"></a>`x` <a id="b" onclick="x"></a> <b>y</b> [z](#unknown-type)\n');
  assert.match(html, /<p><a id="unknown-type"><\/a><code>x<\/code> &lt;a id=&quot;b&quot; onclick/);
  assert.match(html, /&lt;b&gt;y/);
  assert.deepEqual(problems, []);
});

test('IDs of one chapter are written together', () => {
  assert.equal(shortened(['a.1', 'a.2', 'b-c.10', 'D5', 'a.3']), 'a.1, 2, 3; b-c.10; D5');
});

test('definitions are known from calls and declarations', () => {
  const lineIn = (text) => lineOfDefinition('a.cc', text, 'f');
  for (const text of ['int f(int x) {', 'void A::f() const {', 'void f(int);', 'struct f {', 'using f = int;',
    'template <class T>\nT& f(T (*g)(int)) noexcept\n{', 'bool f = false;', 'Index f;'])
    assert.ok(lineIn(text), text);
  for (const text of ['return f(x);', '  f(x);', 'if (f(x)) {', '// int f(int x) {', 'int ff(int x) {', 'a.f = 1;', 'x = f(y);',
    'return f;', ''])
    assert.equal(lineIn(text), undefined, text);
  assert.equal(lineIn('struct f;\nvoid f(int);\n\nvoid f(int) {\n}\n'), 4);
  assert.equal(lineOfDefinition('a.def', '\nROW(f, 1)', 'f'), 2);
  assert.equal(lineOfTest('\n\nTEST_F(linker, D13_x) {', 'linker.D13_x'), 3);
  assert.equal(lineOfTest('TEST(linker, D13_xy) {', 'linker.D13_x'), undefined);
});

test('coverage is read with what it leaves out', () => {
  const rules = readCoverage(`# Coverage\n\n## a\n\n### a.1\n\nText with *(words)*, and more. *(Explainer,\nTitle)*\n
- Obeyed: [x.wast:5](a/x.wast#L5),\n  [y.wast:6](y.wast#L6) and 2\n  more\n- Broken: [x.wast:7](a/x.wast#L7)\n\n## b\n\n### D1\n
Text. *(Here)*\n\n- Obeyed: [x.wast:5](a/x.wast#L5)\n- Broken: nothing\n`);
  assert.deepEqual([...rules.keys()], ['a.1', 'D1']);
  const { rule, obeyed, broken } = rules.get('a.1');
  assert.equal(rule, 'Text with *(words)*, and more.');
  assert.deepEqual(obeyed, { shown: [{ file: 'spec-tests/a/x.wast', line: 5 }, { file: 'spec-tests/y.wast', line: 6 }], more: 2, count: 4 });
  assert.equal(broken.count, 1);
  assert.equal(rules.get('D1').broken.count, 0);
  assert.throws(() => readCoverage('### a.1\n\nText.\n'), /cannot read what it says about a.1/);
});

test('mutations are counted by rule', () => {
  const rules = readMutations('# List\n\n@ a.cc | x\n= r-1.1: a\n= r-1.2: b\n= s.1: c\n- x\n+ y\n\n@ a.cc | y\n= r-1.2: b\n- z\n+ y\n\n= s.2: d\n! Why.\n');
  assert.deepEqual(rules.get('r-1'), { mutations: 2, premises: 2, line: 4 });
  assert.deepEqual(rules.get('s'), { mutations: 1, premises: 1, line: 6 });
});

test('anchors are as on pages', () => {
  assert.equal(anchorOf('Rule `text-order`'), 'rule-text-order');
  assert.equal(anchorOf('What has no counterpart here?'), 'what-has-no-counterpart-here');
  assert.equal(pageOf('docs/spec/README.md'), 'index.html');
  assert.equal(pageOf('docs/spec/text.md'), 'spec/text.html');
  assert.equal(pageOf('spec-tests/rules', { isFolder: true }), 'source/spec-tests/rules/index.html');
  assert.equal(relative('spec/a.html', 'source/x y/#.wast.html', 'L5'), '../source/x%20y/%23.wast.html#L5');
  assert.equal(relative('a.html', 'a.html', 'b'), '#b');
  assert.equal(relative('a.html', 'a.html'), 'a.html');
});

test('what KaTeX warns of is a problem with a place', () => {
  const problemOf = (text) => rendered(text).problems;
  assert.deepEqual(problemOf('$\\vdash x$ and `$T`\n\n$$\n\\frac{a}{b}\n$$\n'), []);
  assert.match(problemOf('One\ntwo $\\gone$\n')[0], /^docs\/spec\/a\.md:2: KaTeX parse error: Undefined control sequence: \\gone/);
  assert.match(problemOf('\n\n$$\n\\frac{a\n$$\n')[0], /^docs\/spec\/a\.md:3: KaTeX parse error/);
  assert.match(problemOf('$a\u00fc$')[0], /^docs\/spec\/a\.md:1: .*unicodeTextInMathMode/);
  assert.match(problemOf('| a |\n|---|\n| b |\n| $\\gone$ |\n')[0], /^docs\/spec\/a\.md:4: /);
  assert.deepEqual(problemOf('a $b\nc\n'), ['docs/spec/a.md:1: a formula without an end']);
  assert.deepEqual(problemOf('a\n\n$$\nb\n'), ['docs/spec/a.md:3: a formula without an end']);
});

test('formulas are HTML and MathML', () => {
  const { html } = rendered('$x < y$ in a line\n\n$$\n\\mathsf{a}\n$$\n');
  assert.match(html, /<math xmlns/);
  assert.match(html, /<div class="formula" tabindex="0"><span class="katex-display">/);
  assert.doesNotMatch(html, /katex-error/);
});

test('links lead to pages of the site', () => {
  const files = { 'docs/decisions.md': '', 'wast/x.h': '', 'docs/spec/b.md': '' };
  const { html, problems } = rendered(
    '[a](../decisions.md#D5) [b](b.md) [c](../../wast/x.h#L3) [d](../../wast) [e](https://a.b/c) [f](#g)\n', files);
  const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
  assert.deepEqual(hrefs, ['../docs/decisions.html#D5', 'b.html', '../source/wast/x.h.html#L3', '../source/wast/index.html',
    'https://a.b/c', '#g']);
  assert.deepEqual(problems, []);
  assert.deepEqual(rendered('\na\n[b](gone.md) [c](../../../out.md)\n').problems,
    ['docs/spec/a.md:3: there is no docs/spec/gone.md', 'docs/spec/a.md:3: there is no ../out.md']);
});

test('Markdown brings no HTML of its own', () => {
  const { html } = rendered(`# ${hostile}\n${hostile}\n    ${hostile}\n\`\`\`wasm\n${hostile}\`\`\`\n[x](javascript:alert(1))\n`);
  const tags = new Set(elementsOf(parse5.parseFragment(html)).map(({ tagName }) => tagName));
  for (const tag of ['script', 'img']) assert.ok(!tags.has(tag), html);
  assert.doesNotMatch(html, /href="javascript/);
});

test('two titles of the same words have names of their own', () => {
  assert.deepEqual(rendered('# A\n\n## B\n\n## B\n').titles.map(({ id }) => id), ['a', 'b', 'b-1']);
});

test('sources are escaped, in every language', () => {
  for (const file of ['a.wast', 'a.cc', 'a.def', 'a.c', 'a.js', 'a.json', 'a.cmake', 'a.py', 'a.rs', 'a.sh', 'a.txt']) {
    const text = `${hostile}/* ${hostile} */ "${hostile}" (; ${hostile} ;)\n// ${hostile}`;
    const page = parse5.parseFragment(`<pre><code>${sourceLines(text, languageOf(file))}</code></pre>`);
    assert.equal(textOf(page), text.replace(/\n?$/, '\n'), file);
    assert.deepEqual([...new Set(elementsOf(page).map(({ tagName }) => tagName))], ['pre', 'code', 'span'], file);
  }
  assert.equal(unescape(escape(hostile)), hostile);
});

test('what spans lines is closed in each', () => {
  assert.deepEqual(linesOf('<span class="a">x\n<span class="b">y</span>\nz</span>'),
    ['<span class="a">x</span>', '<span class="a"><span class="b">y</span></span>', '<span class="a">z</span>']);
  assert.match(highlight('(module (; a ;))', 'wasm'), /hljs-comment/);
  assert.match(highlight('(instance $a-b.c)', 'wast'), /keyword">instance<.*variable">\$a-b\.c<\/span>/);
  assert.equal(languageOf('tools/build', '#!/usr/bin/env node\n'), 'javascript');
});

test('dead links and places are found', () => {
  const problems = new Problems();
  const pages = new Map([
    ['a.html', '<a href="b/c.html#x">1</a> <a href="b/c.html#y">2</a> <a href="gone.html">3</a> <img src="p.svg"> <p id="p">'],
    ['b/c.html', '<p id="x"> <p id="x"> <a href="../a.html">4</a> <a href="https://x.y/">5</a> <a href="#z">6</a>'],
  ]);
  assert.equal(checkLinks(pages, problems, (page, href) => (href === 'gone.html' ? 'a.md:3' : page)), 6);
  assert.deepEqual(problems.lines, [
    'b/c.html: two places have the name x',
    'a.html: a.html leads to b/c.html#y, and there is no such place',
    'a.md:3: a.html leads to gone.html, which is no page',
    'a.html: a.html leads to p.svg, which is no page',
    'b/c.html: b/c.html leads to b/c.html#z, and there is no such place',
  ]);
});

test('references to the core specification are read', () => {
  assert.deepEqual(referencesIn('valid/instructions, Control Instructions, Catch Clauses; D15'), [
    { document: 'valid/instructions', title: 'Control Instructions' }, { document: 'valid/instructions', title: 'Catch Clauses' }]);
  assert.deepEqual(referencesIn('binary; valid/modules, `C.refs`. As here'), [
    { document: 'binary/index' }, { document: 'valid/modules', words: '`C.refs`' }]);
  assert.deepEqual(referencesIn('exec/numerics and exec/instructions, Vector Instructions'), [
    { document: 'exec/numerics' }, { document: 'exec/instructions', title: 'Vector Instructions' }]);
  assert.deepEqual(referencesIn('text/lexical, text/values'), [{ document: 'text/lexical' }, { document: 'text/values' }]);
  assert.deepEqual(referencesIn('Explainer, "Nested Modules"'), []);
  assert.deepEqual(referencesIn('binary/instructions, binary-instr-control'), [
    { document: 'binary/instructions', label: 'binary-instr-control' }]);
});

test('comments are about what stands below them', () => {
  const text = `// Of all. spec: valid/types
#include <x>

// The first, spec: exec/modules,
// Allocation
template <class T>
std::vector<int> A::first(T x) {
  // spec: exec/runtime, Stack
  return x;
}
enum { id_char = 1 };  // spec: text/values
`;
  const found = referencesOf('a.cc', text).map(({ document, title, line, subject, isWhole }) => [document, title, line, subject, isWhole]);
  assert.deepEqual(found, [
    ['valid/types', undefined, 1, undefined, true],
    ['exec/modules', 'Allocation', 4, 'A::first', false],
    ['exec/runtime', 'Stack', 8, 'A::first', false],
    ['text/values', undefined, 11, undefined, false],
  ]);
  assert.equal(declaredIn('struct Frame {'), 'Frame');
  assert.equal(declaredIn('  return f(x);'), undefined);
});

test('references are held against the sources of the specification', () => {
  const folder = temporary();
  fs.mkdirSync(path.join(folder, 'core/exec'), { recursive: true });
  const rst = '.. _exec-grow:\n\nGrowing :ref:`memories <syntax-mem>`\n....................................\n';
  fs.writeFileSync(path.join(folder, 'core/exec/modules.rst'), rst);
  assert.deepEqual([...titlesIn(rst)], ['growing memories']);
  const problems = new Problems();
  const at = { file: 'a.cc', line: 1 };
  checkReferences([
    { document: 'exec/modules', title: 'Growing Memories', ...at }, { document: 'exec/modules', label: 'exec-grow', ...at },
    { document: 'exec/modules', title: 'Gone', ...at }, { document: 'exec/modules', label: 'exec-gone', ...at },
    { document: 'exec/gone', ...at }], folder, problems);
  assert.deepEqual(problems.lines, ['a.cc:1: core exec/modules has no title "Gone"',
    'a.cc:1: core exec/modules has no label exec-gone', 'a.cc:1: there is no core exec/gone']);
  assert.equal(anchorOfTitle('Floating-Point Operations'), 'floating-point-operations');
});

test('one document has the links between its parts, and no others but to the web', () => {
  const part = (file, title, content) => ({ file: `docs/spec/${file}.md`, title, content });
  const html = documentOf([
    part('README', 'All', '<h1 id="all">All</h1><a href="spec/a.html#x">1</a><h2 id="index-of-rules">Index</h2><a href="gone">2</a>'),
    part('a', 'A', '<h1 id="a">A</h1><h2 id="x">X <a class="self" href="#x">#</a></h2><a href="../source/y.html">3</a><a href="https://a.b/">4</a>')]);
  assert.match(html, /<a href="#a-x">1<\/a>/);
  assert.match(html, /<a>3<\/a><a href="https:\/\/a\.b\/">4<\/a>/);
  assert.doesNotMatch(html, /gone/);
  assert.ok(leadsWithin(html));
});

test('a site takes the place of another, and of nothing else', () => {
  const folder = temporary();
  writeSite(new Map([['a/b.html', 'x']]), folder);
  writeSite(new Map([['c.html', 'y']]), folder);
  assert.deepEqual(fs.readdirSync(folder).sort(), ['.modlink-site', 'c.html']);
  const before = fs.readdirSync(path.dirname(folder));
  assert.throws(() => writeSite(new Map([['d.html', '']]), folder, () => { throw new Failure('no'); }), /no/);
  assert.deepEqual(fs.readdirSync(folder).sort(), ['.modlink-site', 'c.html']);
  assert.deepEqual(fs.readdirSync(path.dirname(folder)), before);
  fs.rmSync(path.join(folder, '.modlink-site'));
  assert.throws(() => writeSite(new Map(), folder), Failure);
  assert.deepEqual(fs.readdirSync(folder), ['c.html']);
});

test('the server gives what is in the folder', async () => {
  const folder = temporary();
  writeSite(new Map([['index.html', '<p>home'], ['a/index.html', 'a'], ['x.css', '']]), folder);
  fs.symlinkSync('/etc/passwd', path.join(folder, 'out'));
  for (const url of ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%5c..%5cetc/passwd', '/out', '/%', '/a%00', '/gone',
    '/index.html/x', `/${'x'.repeat(5000)}`])
    assert.equal(fileOf(folder, url), undefined, url);
  const { server, address } = await serve(folder, 0);
  try {
    const home = await fetch(address);
    assert.equal(await home.text(), '<p>home');
    assert.equal(home.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(await (await fetch(`${address}a/?q#x`)).text(), 'a');
    assert.equal((await fetch(`${address}gone`)).status, 404);
    assert.equal((await fetch(address, { method: 'POST' })).status, 405);
  } finally {
    server.close();
    server.closeAllConnections?.();
  }
});

test('command lines', async () => {
  const said = [];
  const { error, log } = console;
  console.error = console.log = (text) => said.push(text);
  try {
    const program = path.join(top, 'tools/site/build');
    assert.equal(await build(['--gone'], program), 2);
    assert.equal(await build(['a', 'b'], program), 2);
    assert.equal(await build(['--help'], program), 0);
    assert.equal(await serveCommand([temporary()], program), 2);
    assert.equal(await build(['/dev/null/x'], program), 2);
    assert.equal(await serveCommand(['--port', 'x', temporary()], program), 2);
  } finally {
    Object.assign(console, { error, log });
  }
  assert.match(said[2], /^Writes the specification/);
  assert.match(said[3], /^there is no site in/);
});

// Tests of the parts of the playground that need no browser.
import assert from 'node:assert/strict';
import test from 'node:test';

import { formsOf, innermostOf, rowsOf, spansAt, spansWritten, writtenRange } from './byte_links.mjs';
import { directivesOf, excerptOf, expectedWords, shownBy, switchesOf } from './directives.mjs';
import { Files, freeName, isScript } from './files.mjs';
import { fixOf } from './fixes.mjs';
import { base64ToBytes, bytesToBase64, checkedState, decodeState, encodeState, inflate, isFileName, readFragment, readTest } from './fragment.mjs';
import { memoryRows, windowOf } from './panels/memory.mjs';
import { callable } from './panels/step.mjs';
import { citedRule, placeLink, ruleAddress } from './places.mjs';
import { contentOf, moduleAt, modulesOf, moduleText, scriptMaking, stringsOf } from './script_modules.mjs';
import { subjectOf } from './subject.mjs';
import { innermost, lineColumnOf, offsetOf, rangeOf } from './text_places.mjs';

const script = `;; options: --enable threads

;; The first.
;; + a.1
(module $A (func (export "f") (result i32) (i32.const 1))) ;; ) "
(register "a" $A)
(module $B (import "a" "f" (func (result i32))) (export "g" (func 0)))
(; (module $no) (; nested ;) ;)
(module definition $C (import "x" (func)))
(assert_return (invoke $B "g") (i32.const 1))
(assert_invalid (module (func (export ")")) ) "x")
`;

test('directives are found behind comments and strings', () => {
  assert.deepEqual(directivesOf(script).map(({ kind, line, endLine }) => [kind, line, endLine]), [
    ['module', 5, 5], ['register', 6, 6], ['module', 7, 7], ['module', 9, 9], ['assert_return', 10, 10], ['assert_invalid', 11, 11],
  ]);
  assert.ok(script.slice(directivesOf(script)[0].begin).startsWith(';; The first.'));
  assert.deepEqual(directivesOf(''), []);
  for (const open of ['(', '"', '(;', '(module "', ';;']) assert.ok(directivesOf(open).length <= 1, open);
  assert.equal(switchesOf(script), '--enable threads');
  assert.equal(switchesOf('\n;; options: -x'), undefined);
});

test('much text is read in time of its size', () => {
  const begin = performance.now();
  assert.equal(directivesOf('('.repeat(1e6)).length, 1);
  assert.equal(directivesOf('(module)'.repeat(2e4)).length, 2e4);
  assert.ok(performance.now() - begin < 5000);
});

test('an excerpt has what its directive needs, its comment and the switches', () => {
  const { text, at } = excerptOf(script, [10]);
  assert.deepEqual(directivesOf(text).map(({ kind }) => kind), ['module', 'register', 'module', 'assert_return']);
  assert.ok(text.startsWith(';; options: --enable threads\n\n;; The first.'));
  assert.ok(text.slice(at).startsWith('(assert_return'));
  assert.deepEqual(directivesOf(excerptOf(script, [11]).text).map(({ kind }) => kind), ['assert_invalid']);
  assert.equal(excerptOf(script, [2]).text, script);
});

test('a module of a script is a text in which everything is where it was', () => {
  const modules = modulesOf(script);
  assert.deepEqual(modules.map(({ name, line, isMade, isRejected, made }) => [name, line, isMade, isRejected, made]),
    [['$A', 5, true, false, 0], ['$B', 7, true, false, 1], ['$C', 9, false, false, 2], [undefined, 11, false, true, 2]]);
  const text = moduleText(script, modules[2]);
  assert.equal(text.indexOf('(import "x"'), script.indexOf('(import "x"'));
  assert.match(text.trim(), /^\(module +\$C \(import "x" \(func\)\)\)$/);
  assert.equal(moduleText(script, modules[3]).trim(), '(module (func (export ")")) )');
});

test('which module is meant', () => {
  const modules = modulesOf(script);
  const at = (offset) => moduleAt(script, modules, offset)?.name;
  assert.equal(at(0), '$B');
  assert.equal(at(script.indexOf('(register')), '$A');
  assert.equal(at(script.indexOf('(import "x"')), '$C');
  assert.equal(at(script.indexOf('(assert_return')), '$B');
  assert.equal(moduleAt(script, modules, script.indexOf('"x")\n')), modules[3]);
  const other = '(assert_invalid (module) "x")';
  assert.equal(moduleAt(other, modulesOf(other), 0).isRejected, true);
  assert.equal(moduleAt('', [], 0), undefined);
});

test('instances of modules, and what assertions are about, made to be made', () => {
  const text = '(module definition $M)\n(module instance $I $M)\n(assert_unlinkable (; ( ;) (module (import "a" (func))) "x")\n(module)';
  const modules = modulesOf(text);
  assert.deepEqual(modules.map(({ sort, isMade, made }) => [sort, isMade, made]),
    [['definition', false, 0], ['instance', true, 0], [undefined, false, 1], [undefined, true, 1]]);
  const making = scriptMaking(text, modules[2]);
  assert.equal(making.length, text.length);
  assert.equal(making.indexOf('(import'), text.indexOf('(import'));
  assert.deepEqual(directivesOf(making).map(({ kind }) => kind), ['module', 'module', 'module', 'module']);
  const files = new Files();
  files.replace([{ name: 's.wast', text }]);
  assert.equal(subjectOf(files, text.indexOf('$I')).content.trim(), '(module            $M)');
});

test('what strings stand for, and where each byte of it is', () => {
  const text = '(module binary "\\00a" ";; )" (; "no" ;) "\\u{e9}ü\\n\\"")';
  const [module] = modulesOf(text);
  const { bytes, places } = stringsOf(text, module);
  assert.deepEqual([...bytes], [0, 0x61, 0x3b, 0x3b, 0x20, 0x29, 0xc3, 0xa9, 0xc3, 0xbc, 10, 0x22]);
  assert.equal(places[1], text.indexOf('a" '));
  assert.equal(places.at(-1), text.lastIndexOf('"'));
  const quoted = '(assert_malformed (module quote "(func $é)" "(call 💡x)") "x")';
  const { content, places: units } = contentOf(quoted, modulesOf(quoted)[0]);
  assert.equal(content, '(func $é)(call 💡x)');
  for (const part of ['func', 'call', '💡', 'x)']) assert.equal(units[content.indexOf(part)], quoted.indexOf(part), part);
  const files = new Files();
  files.replace([{ name: 's.wast', text: quoted }]);
  const subject = subjectOf(files, 0);
  assert.equal(subject.expected, 'malformed');
  assert.equal(subject.locate({ file: subject.options.name, offset: content.indexOf('call'), endOffset: content.indexOf('call') + 4 }).offset, quoted.indexOf('call'));
  assert.equal(subject.offsetAt(quoted.indexOf('call')), content.indexOf('call'));
  for (const bad of ['(module binary "\\', '(module quote', '(module binary "\\zz")', '(assert_invalid', '(assert_invalid (module'])
    for (const it of modulesOf(bad)) contentOf(bad, it);
  assert.ok(contentOf('(module quote "\\ff")', modulesOf('(module quote "\\ff")')[0]).content instanceof Uint8Array);
});

test('what a directive shows, and what it expects', () => {
  const text = ';; Why.\n;; + a.1 D5\n;; - b.2\n(assert_invalid (module) "some words")\n(assert_return (invoke "f"))';
  const [first, second] = directivesOf(text);
  assert.deepEqual(shownBy(text, first), [{ id: 'a.1', isObeyed: true }, { id: 'D5', isObeyed: true }, { id: 'b.2', isObeyed: false }]);
  assert.deepEqual([expectedWords(text, first), expectedWords(text, second), shownBy(text, second)], ['some words', undefined, []]);
});

test('what panels are about', () => {
  const files = new Files();
  files.replace([{ name: 'a.wat', text: '(module)' }, { name: 's.wast', text: script }, { name: 'b.wasm', bytes: new Uint8Array(3) }]);
  const { content, linking, label } = subjectOf(files, 0);
  assert.deepEqual([content, label, Object.keys(linking.files)], ['(module)', 'a.wat', ['b.wasm']]);
  files.activate(files.list[1].id);
  assert.match(subjectOf(files, script.indexOf('$B')).label, /\$B in line 7 of s\.wast/);
  files.setText(files.activeId, ';; none');
  assert.equal(subjectOf(files, 0), undefined);
  assert.ok(isScript({ name: 'a.wast', text: '' }) && !isScript({ name: 'a.wast', bytes: new Uint8Array(1) }));
});

test('files have names of their own, and one is always left', () => {
  assert.equal(freeName('a.wat', ['a.wat', 'a-2.wat']), 'a-3.wat');
  const long = `${'x'.repeat(96)}.wat`;
  assert.ok(isFileName(freeName(long, [long])));
  const files = new Files();
  files.replace([{ name: 'a.wat', text: '' }]);
  files.add({ name: 'a.wat', text: 'x' });
  assert.deepEqual(files.list.map(({ name }) => name), ['a.wat', 'a-2.wat']);
  assert.ok(!files.rename(files.activeId, 'a.wat'));
  assert.ok(files.rename(files.activeId, 'lib/b.wat'));
  files.remove(files.activeId);
  files.remove(files.activeId);
  assert.deepEqual(files.list.map(({ name }) => name), ['a.wat']);
});

test('names of files', () => {
  for (const name of ['a.wat', 'lib/a.wat', 'ä b.wat', '__proto__']) assert.ok(isFileName(name), name);
  for (const name of ['', '/a', '../a', 'a/../b', 'a//b', ' a', 'a\nb', 'a\\b', 'x'.repeat(101), 5, undefined]) assert.ok(!isFileName(name), String(name));
});

test('a state goes through an address and back', async () => {
  const files = [{ name: 'a.wat', text: '(module) ;; ü 💡 <b>' }, { name: 'b.wasm', bytes: new Uint8Array([0, 1, 255]) }];
  const text = await encodeState({ files, active: 1, panel: 'graph' });
  assert.match(text, /^[A-Za-z0-9_-]+$/);
  assert.deepEqual(await decodeState(text), { files, active: 1, panel: 'graph' });
  const long = await encodeState({ files: [{ name: 'a.wat', text: '(module) '.repeat(10000) }], active: 0 });
  assert.ok(long.length < 1000, `${long.length}`);
  await assert.rejects(encodeState({ files: Array(51).fill({ name: 'a', text: '' }) }), /at most 50 files/);
  await assert.rejects(encodeState({ files: [{ name: 'a', text: 'x'.repeat(5e6) }] }), /at most \d+ bytes/);
  assert.equal(checkedState({ files, active: 0 }).files[1].bytes, files[1].bytes);
});

test('an address may be anything', async () => {
  const good = await encodeState({ files: [{ name: 'a.wat', text: '' }], active: 7, panel: 5 });
  assert.deepEqual(await decodeState(good), { files: [{ name: 'a.wat', text: '' }], active: 0, panel: undefined });
  for (const bad of ['', 'x', '!!!', good.slice(0, 20), 'A'.repeat(1000)]) await assert.rejects(decodeState(bad), Error, bad);
  const states = [null, [], {}, { files: [] }, { files: [{ name: '../a', text: '' }] }, { files: [{ name: 'a' }] }, { files: ['a'] },
    { files: [{ name: 'a', text: '' }, { name: 'a', text: '' }] }, { files: Array(51).fill(0).map((_, i) => ({ name: `${i}`, text: '' })) }];
  const deflated = async (json) => {
    const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    return bytesToBase64(new Uint8Array(await new Response(stream).arrayBuffer())).replace(/\+/g, '-').replace(/\//g, '_');
  };
  for (const state of states) await assert.rejects(decodeState(await deflated(JSON.stringify(state))), Error, JSON.stringify(state));
  await assert.rejects(decodeState(await deflated(new Uint8Array(20e6))), /larger than/);
  assert.deepEqual([...base64ToBytes(bytesToBase64(new Uint8Array([1, 2, 3])))], [1, 2, 3]);
  await assert.rejects(inflate(new Uint8Array([1, 2, 3]), 'gzip'));
});

test('what an address asks for', () => {
  assert.deepEqual(readFragment('#example=a.1&panel=graph&embed'), { example: 'a.1', test: undefined, state: undefined, panel: 'graph', isEmbedded: true });
  for (const place of ['#main', '#x=1', '#%%%']) assert.equal(readFragment(place), undefined, place);
  assert.equal(readFragment('').example, undefined);
  assert.deepEqual(readTest('spec-tests/a/b.wast:12,30'), { script: 'spec-tests/a/b.wast', lines: [12, 30] });
  assert.deepEqual(readTest('a.wast'), { script: 'a.wast', lines: [] });
  for (const bad of ['', 'a.wat', 'a.wast:', 'a.wast:x', 'a.wast:1:2', 'a.wast:99999999']) assert.ok(!readTest(bad), bad);
});

test('places are those of modlink and of the editor', () => {
  const text = 'a\n💡b\nc';
  assert.equal(offsetOf(text, 2, 2), 4);
  assert.deepEqual(lineColumnOf(text, 4), { line: 2, column: 2 });
  assert.equal(offsetOf(text, 9), text.length);
  assert.deepEqual(rangeOf(text, { line: 2, column: 2, endColumn: 3 }), { from: 4, to: 5 });
  assert.deepEqual(rangeOf(text, { offset: 100 }), { from: 6, to: 7 });
  assert.deepEqual(rangeOf('', { offset: 0 }), { from: 0, to: 0 });
  assert.equal(innermost([{ from: 0, to: 9 }, undefined, { from: 2, to: 4 }], 3), 2);
  assert.equal(innermost([{ from: 0, to: 1 }], 3), -1);
});

test('quick fixes', () => {
  const mended = (message, text, place) => {
    const fix = fixOf(message, text, text.indexOf(place));
    if (!fix) return undefined;
    const [{ from, to, insert }] = fix.changes;
    return text.slice(0, from) + insert + text.slice(to);
  };
  assert.equal(mended('unknown operator i32.cons; did you mean i32.const?', '(i32.cons 1)', 'i32'), '(i32.const 1)');
  assert.equal(mended('unknown operator i32.cons', '(i32.cons 1)', 'i32'), undefined);
  assert.equal(mended('unknown operator i32.cons; did you mean i32.const?', '(i32.const 1)', 'i32'), undefined);
  assert.equal(mended('unknown export "a b" of instance $i, which has "a c" and 1 more; did you mean "a c"?', '(alias $i "a b" (func))', '(alias'),
    '(alias $i "a c" (func))');
  assert.equal(mended('unknown export "a b" of instance $i, which has "a c" and 1 more; did you mean "a c"?', '(alias $i "a b" (func))', '"a b"'),
    '(alias $i "a c" (func))');
  assert.equal(mended('unknown function $f', '(call $f)', '$f'), undefined);
  assert.equal(mended('x; write (elem declare func $f) (in function 1)', '(module (func))\n(module (func)\n)', '(func)\n'),
    '(module (func))\n(module (func)\n  (elem declare func $f)\n)');
  for (const [message, text] of [['did you mean', ''], ['; did you mean $f?', ''], [': unclosed parenthesis', ''], ['illegal character: U+0000', ''],
    ['; write (type outer $P $T)', ''], ['unexpected token ), expected the end', 'x'], ['alignment must not be larger than natural, which is 4 ', 'x']])
    fixOf(message, text, 0);
});

test('tokens at places without an end', () => {
  const end = (text, column) => rangeOf(text, { line: 1, column }).to;
  assert.deepEqual([end('(call $f)', 1), end('(call $f)', 7), end('(call $"a b")', 7), end('call )', 6), end('', 1)], [5, 8, 12, 6, 0]);
});

test('addresses of rules', () => {
  assert.equal(placeLink('rule nested-modules.3 (spec-tests/rules/nested-modules.txt)').address, '../spec-tests/COVERAGE.html#nested-modules3');
  assert.equal(placeLink('decision D5 (docs/decisions.md)').address, '../docs/decisions.html#D5');
  assert.match(placeLink('core specification: https://webassembly.github.io/spec/core/valid/matching.html#match').text, /matching\.html#match$/);
  assert.equal(placeLink('something').address, undefined);
  assert.deepEqual(citedRule('valid/instructions, Variable Instructions, valid-local.set'),
    { text: 'valid-local.set', address: 'https://webassembly.github.io/spec/core/valid/instructions.html#valid-local-set' });
  assert.match(citedRule('valid/instructions, Reference Instructions').address, /core\/valid\/instructions\.html$/);
  assert.equal(citedRule('Subtyping.md, Module Subtyping').address, '../spec/validation.html#rule-match-moduletype');
  assert.match(citedRule('matching/functions').address, /valid\/matching\.html#match-functype$/);
  for (const rule of ['matching/constructor', '__proto__', 'the threads proposal, Validation']) assert.deepEqual(citedRule(rule), { text: rule });
  assert.equal(ruleAddress('D5'), '../docs/decisions.html#D5');
  assert.equal(citedRule('javascript:alert(1)').address, undefined);
});

test('rows of bytes, all of them, and what they are written as', () => {
  const dump = '000008  01 10                   section 1: type, 16 bytes\n000045  68 65 6c 6c 6f 20 77 6f     data "hello wo"\n00004d  72 6c\nnotes\n000050  error: bad\n';
  assert.deepEqual(rowsOf(dump), [{ at: 8, bytes: '01 10', text: 'section 1: type, 16 bytes', depth: 0 },
    { at: 0x45, bytes: '68 65 6c 6c 6f 20 77 6f 72 6c', text: 'data "hello wo"', depth: 2 }, { at: 0x50, bytes: '', text: 'error: bad', depth: 0 }]);
  const map = [{ begin: 1, endAt: 10 }, { begin: 2, endAt: 8 }, { begin: 4, endAt: 6 }];
  assert.deepEqual(spansAt(map, [0, 2, 5, 7, 9, 10]), [-1, 1, 2, 1, 0, -1]);
});

test('what is written at a place', () => {
  const text = '(module (func $f ;; (\n  local.get 0  i32.eqz ;; x\n  (drop (i32.const 1))))';
  const forms = formsOf(text);
  const written = (word) => {
    const { from, to } = writtenRange(text, forms, text.indexOf(word));
    return text.slice(from, to);
  };
  assert.equal(written('local'), 'local.get 0  i32.eqz');
  assert.equal(written('i32.const'), '(i32.const 1)');
  assert.equal(written('(func').slice(-4), '1)))');
  const ranges = [{ from: 0, to: 50 }, { from: 10, to: 20 }, undefined, { from: 10, to: 20 }, { from: 20, to: 30 }];
  assert.deepEqual([spansWritten(ranges, 15), spansWritten(ranges, 20), spansWritten(ranges, 40), spansWritten(ranges, 60)], [[1, 3], [4], [0], []]);
  assert.equal(formsOf('('.repeat(1e6)).size, 0);
  assert.deepEqual(innermostOf([{ begin: 0, endAt: 9 }, { begin: 3, endAt: 6 }, { begin: 3, endAt: 6 }, { begin: 20, endAt: 21 }]),
    [{ begin: 3, endAt: 6 }, { begin: 3, endAt: 6 }, { begin: 20, endAt: 21 }]);
});

test('memory around an access, at addresses of 64 bits too', () => {
  assert.deepEqual(windowOf({ address: '70', length: '4' }), { begin: 32n, length: 80 });
  assert.equal(windowOf({ address: '18446744073709551600', length: '1' }).begin, 18446744073709551568n);
  const rows = memoryRows(new Uint8Array(32).fill(65), 16n, { address: '20', length: '2' });
  assert.deepEqual(rows.map(({ at, text }) => [at, text]), [['00000010', 'A'.repeat(16)], ['00000020', 'A'.repeat(16)]]);
  assert.deepEqual(rows[0].cells.flatMap(({ isAccessed }, i) => (isAccessed ? [i] : [])), [4, 5]);
});

test('what can be called', () => {
  const types = [{ kind: 'func', params: ['i32'] }, { kind: 'instance', exports: [{ name: 'g', kind: 'func', type: 0 }] },
    { kind: 'module', exports: [{ name: 'f', kind: 'func', type: 0 }, { name: 'i', kind: 'instance', type: 1 }, { name: 'm', kind: 'memory' }] }];
  assert.deepEqual(callable({ root: { kind: 'module', type: 2 }, types }).map(({ path }) => path), [['f'], ['i', 'g']]);
});

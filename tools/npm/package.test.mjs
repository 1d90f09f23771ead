// The package of npm, as its users have it: packed, installed, imported.
//
//   MODLINK_NPM_PACKAGE=build-npm/npm/modlink node --test tools/npm/package.test.mjs
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';

const source = path.resolve(process.env.MODLINK_NPM_PACKAGE);
const folder = mkdtempSync(path.join(tmpdir(), 'modlink-npm-'));
const installed = path.join(folder, 'node_modules/modlink');
const npm = (...words) => execFileSync('npm', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
let load;
let modlink;

before(async () => {
  const [{ filename }] = JSON.parse(npm('pack', source, '--json'));
  writeFileSync(path.join(folder, 'package.json'), '{"private": true, "type": "module"}');
  npm('install', '--offline', '--no-audit', '--no-fund', '--silent', `./${filename}`);
  writeFileSync(path.join(folder, 'entry.mjs'), "export * from 'modlink';\n");
  ({ load } = await import(pathToFileURL(path.join(folder, 'entry.mjs'))));
  modlink = await load();
});
after(() => rmSync(folder, { recursive: true }));

const one = '(module (func (export "f") (result i32) (i32.const 1)))';
const parent = `(module (import "child" (module $C (export "f" (func (result i32))))) (instance $c (instantiate $C))
  (export "g" (func $c "f")))`;
const files = { 'child.wat': one };
const good = (outcome) => {
  assert.equal(outcome.ok, true, JSON.stringify(outcome.errors ?? outcome.directives));
  return outcome;
};
const bad = (outcome) => {
  assert.equal(outcome.ok, false);
  assert.equal(outcome.errors.length, 1);
  return outcome.errors[0];
};

test('the package has what it says and no more', () => {
  const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json')));
  assert.equal(manifest.version, modlink.version);
  const names = JSON.parse(npm('pack', source, '--json', '--dry-run'))[0].files.map((file) => file.path).sort();
  assert.deepEqual(names, ['LICENSE', 'README.md', 'modlink-wasm.mjs', 'modlink-wasm.wasm', 'modlink.d.ts', 'modlink.mjs',
    'package.json']);
});

test('it is small', (t) => {
  const wasm = readFileSync(path.join(installed, 'modlink-wasm.wasm'));
  const glue = statSync(path.join(installed, 'modlink-wasm.mjs')).size;
  const compressed = gzipSync(wasm, { level: 9 }).length;
  t.diagnostic(`modlink-wasm.wasm: ${wasm.length} bytes, ${compressed} with gzip; modlink-wasm.mjs: ${glue} bytes`);
  assert.ok(compressed < 1_500_000, `${compressed} bytes`);
});

test('what is declared is there', () => {
  const declared = readFileSync(path.join(installed, 'modlink.d.ts'), 'utf8');
  const body = declared.slice(declared.indexOf('export interface Modlink {'));
  const names = [...body.matchAll(/^  (\w+)\(/gm)].map(([, name]) => name);
  assert.ok(names.length > 10);
  for (const name of names) assert.equal(typeof modlink[name], 'function', name);
  const own = Object.getOwnPropertyNames(Object.getPrototypeOf(modlink)).filter((name) => name !== 'constructor');
  assert.deepEqual(own.sort(), names.sort());
});

test('load takes the module in each form', async () => {
  const file = path.join(installed, 'modlink-wasm.wasm');
  const bytes = readFileSync(file);
  for (const wasm of [pathToFileURL(file), pathToFileURL(file).href, bytes, new Uint8Array(bytes).buffer,
    new Response(bytes), new WebAssembly.Module(bytes)]) {
    good((await load({ wasm })).validate(one));
  }
  await assert.rejects(load({ wasm: new Uint8Array(8) }), WebAssembly.CompileError);
});

test('validate', () => {
  assert.deepEqual(modlink.validate(one), { ok: true, errors: [], notes: [] });
  const text = '(module (; 😀 ;) (func (result i32)))';
  const error = bad(modlink.validate(text, { name: 'a.wat' }));
  assert.equal(error.stage, 'invalid');
  assert.equal(error.code, 'type-mismatch');
  assert.equal(error.file, 'a.wat');
  assert.equal(error.line, 1);
  assert.equal(text.slice(error.offset, error.endOffset).length, error.endColumn - error.column);
  assert.equal(modlink.validate({ 'a.wat': one, 'b.wat': '(module', 'c.wat': '(modul)' }).errors.length, 2);
  assert.equal(bad(modlink.validate('(module (memory 1) (memory 1))', { features: { 'multi-memory': false } })).stage,
    'invalid');
  assert.equal(bad(modlink.validate(one, { limits: { source_bytes: 5 } })).stage, 'limit');
  assert.equal(bad(modlink.validate(one, { nam: 'a' })).stage, 'usage');
});

test('parse and print, of all that holds bytes', () => {
  const { binary } = good(modlink.parse(one));
  assert.ok(binary instanceof Uint8Array);
  new WebAssembly.Module(binary);
  const inMiddle = new Uint8Array([9, ...binary, 9]).subarray(1, 1 + binary.length);
  for (const form of [binary, binary.slice().buffer, Buffer.from(binary), inMiddle, new DataView(binary.slice().buffer)]) {
    assert.match(good(modlink.print(form, { fold: true })).text, /\(i32\.const 1\)/);
  }
  assert.match(good(modlink.print('(module (import "a" "f" (func)))', { desugar: true })).text, /instance/);
});

test('objdump', () => {
  const { binary } = modlink.parse(one);
  assert.match(good(modlink.objdump(binary)).text, /00 61 73 6d/);
  const damaged = modlink.objdump(new Uint8Array([...binary, 255]));
  assert.equal(bad(damaged).stage, 'malformed');
  assert.match(damaged.text, /00 61 73 6d/);
});

test('types, subtype, lint', () => {
  assert.match(good(modlink.types(one)).text, /export "f"/);
  assert.equal(good(modlink.subtype(one, '(module)')).matches, true);
  const { matches, derivation, steps } = good(modlink.subtype('(module)', one));
  assert.equal(matches, false);
  assert.match(derivation, /^no\n/);
  assert.deepEqual(steps.premises[0].path, ['export "f"']);
  assert.equal(good(modlink.lint('(module (import "a" (func)))')).findings[0].rule, 'unused-import');
});

test('graph', () => {
  const { dot, mermaid, json, places } = good(modlink.graph(parent, { files }));
  assert.match(dot, /^digraph/);
  assert.match(mermaid, /^flowchart/);
  assert.equal(json.nodes.length, 2);
  assert.equal(places[0].line, 1);
});

test('bundle, split and flatten', () => {
  const { binary } = good(modlink.bundle(parent, { files, name: 'app.wat' }));
  const parts = good(modlink.split(binary, { name: 'app.wasm' }));
  assert.equal(Object.keys(parts.files).length, 2);
  assert.ok(parts.files[parts.root] instanceof Uint8Array);
  const flat = good(modlink.flatten(parent, { files, loader: true }));
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(flat.binary));
  assert.equal(exports.g(), 1);
  assert.match(flat.loader, /instantiate/);
  const missing = bad(modlink.flatten(parent));
  assert.equal(missing.stage, 'refused');
  assert.match(missing.message, /no such file/);
});

test('runScript', () => {
  const script = `(input "lib.wast")\n(assert_return (invoke "f") (i32.const 1))\n(assert_return (invoke "f") (i32.const 2))`;
  const run = modlink.runScript(script, { files: { 'lib.wast': one } });
  assert.equal(run.ok, false);
  assert.equal(run.counts.failed, 1);
  const failed = run.directives.find((directive) => directive.status === 'failed');
  assert.equal(failed.kind, 'assert_return');
  assert.equal(failed.line, 3);
  assert.equal(failed.expected, 'i32:2');
  assert.equal(failed.found, 'i32:1');
  const bytes = modlink.parse(one).binary;
  good(modlink.runScript('(input $m "m.wasm") (assert_return (invoke $m "f") (i32.const 1))', { files: { 'm.wasm': bytes } }));
  assert.match(modlink.runScript('(module) (output)').output[0], /^\(module/);
});

const counter = `(module $A (memory (export "m") 1) (func (export "f") (param $x i64) (result i64)
  (i32.store (i32.const 4) (i32.const 258))
  (i64.add (local.get $x) (i64.const 9007199254740993))))`;

test('stepping, forward and back', () => {
  const calls = [{ path: ['f'], args: ['i64.const 1'] }];
  const { stepping, state, graph } = good(modlink.stepping(counter, { calls }));
  assert.equal(state.kind, 'start');
  assert.equal(graph.json.nodes.length, 1);
  assert.deepEqual(stepping.calls, calls);
  assert.deepEqual(stepping.standIns, []);
  let now = good(stepping.go('step')).state;
  assert.equal(now.event.text, '$A: instantiate');
  while (now.instruction !== 'i32.store') now = good(stepping.go('step')).state;
  assert.equal(counter.slice(now.at.offset, now.at.endOffset), 'i32.store');
  assert.deepEqual(now.frames[0].locals, [{ type: 'i64', value: 'i64.const 1', name: '$x' }]);
  assert.deepEqual(now.access, [{ kind: 'write', instance: 0, memory: 0, address: '4', length: '4' }]);
  const at = { instance: 0, address: 4, length: 4 };
  assert.deepEqual([...good(stepping.memory(at)).bytes], [0, 0, 0, 0]);
  good(stepping.go('step'));
  assert.deepEqual([...good(stepping.memory(at)).bytes], [2, 1, 0, 0]);
  const end = good(stepping.go('end')).state;
  assert.equal(end.outcome.results[0].value, 'i64.const 9007199254740994');
  assert.deepEqual(good(stepping.go(now.step)).state, { ...now, last: end.step });
  assert.match(bad(stepping.go('sideways')).message, /no command/);
  stepping.close();
  assert.match(bad(stepping.go('step')).message, /session is closed/);
  stepping.close();
});

test('stepping through a script, and through more than there may be', () => {
  const { stepping, modules } = good(modlink.stepping(`${one} (assert_return (invoke "f") (i32.const 1))`, { script: true }));
  assert.equal(modules.length, 1);
  assert.equal(good(stepping.go('run')).state.outcome.results[0].value, 'i32.const 1');
  const others = [];
  for (let i = 1; i < 8; ++i) others.push(good(modlink.stepping(one)).stepping);
  assert.match(bad(modlink.stepping(one)).message, /8 sessions are open/);
  for (const session of [stepping, ...others]) session.close();
  good(modlink.stepping(one, { fuel: Infinity })).stepping.close();
  assert.equal(bad(modlink.stepping('(module')).stage, 'malformed');
});

test('sessions keep a large instance, and others do not', () => {
  const { stepping } = good(modlink.stepping('(module (memory (export "m") 8000) (func (export "f") (nop)))',
    { calls: [{ path: ['f'] }] }));
  good(stepping.go('run'));
  good(modlink.validate(one));
  assert.equal(good(stepping.go('back')).state.kind, 'return');
  stepping.close();
  good(modlink.validate(one));
});

test('typing and bytes', () => {
  const { steps, func } = good(modlink.typing(counter, { position: { line: 3, column: 10 } }));
  assert.equal(func.name, '0');
  assert.equal(steps.at(-2).rule, 'valid/instructions, Numeric Instructions, valid-binop');
  assert.deepEqual(steps.at(-2).before, ['i64', 'i64']);
  const invalid = good(modlink.typing('(module (func (i64.const 1) (drop) (drop)))'));
  assert.equal(invalid.steps.length, 3);
  assert.equal(invalid.error.stage, 'invalid');
  const { binary, map } = good(modlink.bytes(counter));
  assert.ok(binary instanceof Uint8Array);
  const add = map.find(({ text }) => text === 'i64.add');
  assert.equal(binary[add.begin], 0x7c);
  assert.equal(counter.slice(add.offset, add.endOffset), 'i64.add');
});

test('names that mean something to JavaScript are names', () => {
  const module = '(module (module $__proto__ (func)) (module $constructor (memory 1)))';
  const { files: parts } = good(modlink.split(module, { text: true }));
  assert.equal(Object.keys(parts).length, 3);
  for (const content of Object.values(parts)) assert.equal(typeof content, 'string');
});

test('explain and about', () => {
  assert.match(good(modlink.explain('type-mismatch')).text, /^type-mismatch: type mismatch/);
  assert.equal(bad(modlink.explain('type-mismatsch')).stage, 'usage');
  const { features, codes } = good(modlink.about());
  assert.ok(features.some(({ name, on }) => name === 'module-linking' && on));
  assert.ok(codes.includes('type-mismatch'));
});

test('notes say what is beside the result', () => {
  const section = [0, 6, 4, ...Buffer.from('name'), 255];
  const { notes } = good(modlink.validate(new Uint8Array([...modlink.parse('(module)').binary, ...section])));
  assert.equal(notes.length, 1);
  assert.match(notes[0], /custom section/);
});

const loop = '(module (func (export "f") (loop (br 0)))) (invoke "f")';

test('an execution without end ends', (t) => {
  const begin = performance.now();
  const run = modlink.runScript(loop);
  t.diagnostic(`10^8 instructions of a loop: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  assert.equal(run.directives[1].code, 'out-of-fuel');
  assert.equal(modlink.runScript(loop, { fuel: 1000 }).counts.failed, 1);
});

test('memory that there is not is an outcome, and what comes next works', () => {
  const hog = '(module (memory 20000) (func (export "f") (memory.fill (i32.const 0) (i32.const 1) (i32.const 1300000000))))\n(invoke "f")\n';
  const run = modlink.runScript(hog.repeat(4));
  assert.equal(run.ok, false);
  good(modlink.validate(one));
  good(modlink.runScript(`${one} (assert_return (invoke "f") (i32.const 1))`));
});

// In the place of modlink, a module that traps when it is asked for much, and whose instance is of no use from then on.
test('an instance that has crashed is replaced', async () => {
  const reply = '{"reply":{"ok":true,"session":0},"bytes":[]}';
  const data = `\\${reply.length.toString(16).padStart(2, '0')}${'\\00'.repeat(7)}${reply.replaceAll('"', '\\22')}`;
  const { binary } = good(modlink.parse(`(module
    (memory (export "memory") 1) (table (export "__indirect_function_table") 1 funcref)
    (global $crashed (mut i32) (i32.const 0))
    (func (export "__wasm_call_ctors"))
    (func (export "modlink_allocate") (param i32) (result i32) (i32.const 1024))
    (func (export "modlink_free") (param i32))
    (func (export "modlink_begin") (result i32) (i32.const 8))
    (func (export "modlink_call") (param i32 i32 i32) (result i32)
      (if (i32.gt_u (local.get 2) (i32.const 500)) (then (global.set $crashed (i32.const 1))))
      (if (global.get $crashed) (then (unreachable)))
      (i32.const 16))
    (data (i32.const 16) "${data}"))`));
  const stub = await load({ wasm: binary });
  good(stub.validate(''));
  const { stepping } = good(stub.stepping(''));
  good(stepping.go('step'));
  const error = bad(stub.validate(' '.repeat(1000)));
  assert.equal(error.stage, 'internal');
  assert.match(error.message, /unreachable/);
  assert.match(bad(stepping.go('step')).message, /session is lost/);
  good(stub.validate(''));
  assert.match(bad(stepping.go('step')).message, /session is lost/);
  stepping.close();
  assert.match(bad(stepping.go('step')).message, /session is closed/);
});

test('calls leave no memory behind', () => {
  const run = () => good(modlink.runScript(`${one} (assert_return (invoke "f") (i32.const 1))`));
  for (let i = 0; i < 50; ++i) run();
  const before = process.memoryUsage().rss;
  for (let i = 0; i < 1000; ++i) run();
  const grown = process.memoryUsage().rss - before;
  assert.ok(grown < 64 * 2 ** 20, `${grown} bytes`);
});

test('it works in a worker', async () => {
  writeFileSync(path.join(folder, 'worker.mjs'), `import { parentPort } from 'node:worker_threads';
    import { load } from 'modlink';
    parentPort.postMessage((await load()).validate('(module'));`);
  const worker = new Worker(path.join(folder, 'worker.mjs'));
  const outcome = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  assert.equal(bad(outcome).stage, 'malformed');
});

#!/usr/bin/env node
// V8 as an engine of `spec-runner --engine 'node node.js'`: docs/engine-protocol.md. What JavaScript has no words for
// (vectors, the bits of a NaN, exceptions as values) passes through the memory of a module between both.
'use strict';

const fs = require('fs');

const { answerLines } = require('./lines.js');
const { callWrapper, globalWrapper, isReference, kindModule, passable, slot, spectestModule } = require('./wasm_bytes.js');

let state;

function reset() {
  state = { modules: new Map(), instances: new Map(), names: new Map() };
  state.names.set('spectest', new Map(Object.entries(new WebAssembly.Instance(spectestModule()).exports)));
  return { end: 'done' };
}

const hosts = new Map();
const hostNumbers = new WeakMap();
function host(number) {
  if (!hosts.has(number)) {
    const object = { host: number };
    hosts.set(number, object);
    hostNumbers.set(object, number);
  }
  return hosts.get(number);
}

const once = (make) => {
  let made;
  return () => (made ??= make());
};
const kinds = once(() => new WebAssembly.Instance(kindModule()).exports.kind);

class Unsupported extends Error {}

// --- values

function referenceFrom({ type, value }) {
  if (value === 'null') return null;
  const [word, number] = value.split(':');
  if (word === 'extern' || word === 'host') return host(Number(number));
  throw new Unsupported(`JavaScript has no ${type} ${value}`);
}

function referenceText(type, value) {
  if (value === null) return 'null';
  if (type === 'funcref') return 'func';
  const known = typeof value === 'object' ? hostNumbers.get(value) : undefined;
  const colon = known === undefined ? '' : `:${known}`;
  if (type === 'externref') return `extern${colon}`;
  if (known !== undefined) return `host${colon}`;
  const kind = kinds()(value);
  return kind === 1 ? `i31:${value}` : ['host', '', 'struct', 'array'][kind];
}

function writeNumber(view, at, { type, value }) {
  if (type === 'v128') return value.forEach((lane, i) => view.setUint32(at + 4 * i, Number(lane), true));
  view.setBigUint64(at, BigInt(value), true);
}

function readNumber(view, at, type) {
  const lane = (i) => String(view.getUint32(at + 4 * i, true));
  if (type === 'v128') return [0, 1, 2, 3].map(lane);
  return type === 'i32' || type === 'f32' ? lane(0) : String(view.getBigUint64(at, true));
}

// What a wrapper handed out.
function readResults(view, types, references) {
  return types.map((type, i) => {
    if (!isReference(type)) return { type, value: readNumber(view, slot(i), type) };
    const reference = references.shift();
    if (type === 'exnref') return { type, value: reference ? 'null' : 'exn' };
    return { type, value: referenceText(type, reference) };
  });
}

const asList = (results) => (results === undefined ? [] : Array.isArray(results) ? results : [results]);

// --- calls

const wrappers = new Map();
function wrapper(key, make) {
  if (!wrappers.has(key)) wrappers.set(key, make());
  return wrappers.get(key);
}

function callThrough(module, item, args, results) {
  let instance;
  try {
    instance = new WebAssembly.Instance(module, { m: { f: item } });
  } catch (error) {
    throw new Unsupported('a type that only its module can name');
  }
  const { call, memory } = instance.exports;
  const view = new DataView(memory.buffer);
  args.forEach((arg, i) => isReference(arg.type) || writeNumber(view, slot(i), arg));
  const references = call(...args.filter(({ type }) => passable(type)).map(referenceFrom));
  return readResults(view, results, asList(references));
}

const scratch = new DataView(new ArrayBuffer(16));
const isPlain = (type) => type === 'i32' || type === 'i64' || passable(type);

function plainFrom(arg) {
  if (isReference(arg.type)) return referenceFrom(arg);
  writeNumber(scratch, 0, arg);
  return arg.type === 'i32' ? scratch.getInt32(0, true) : scratch.getBigInt64(0, true);
}

function plainResult(type, value) {
  if (isReference(type)) return { type, value: referenceText(type, value) };
  return { type, value: String(type === 'i32' ? value >>> 0 : BigInt.asUintN(64, value)) };
}

function find({ instance, path }) {
  const exports = state.instances.get(instance);
  if (!exports) throw new Unsupported('no such instance');
  if (path.length !== 1) throw new Unsupported('there is nothing inside of exports');
  if (!(path[0] in exports)) throw new Unsupported(`unknown export ${path[0]}`);
  return exports[path[0]];
}

function invoke(request) {
  const item = find(request);
  const { args, type } = request;
  if (!type) throw new Unsupported('the type of the function is unknown');
  // A parameter may have another type than its argument: that of a null is the least.
  const typed = args.map(({ value }, i) => ({ type: type.params[i], value }));
  if ([...type.params, ...type.results].every(isPlain)) {
    const results = item(...typed.map(plainFrom));
    const list = type.results.length === 1 ? [results] : asList(results);
    return { end: 'done', results: type.results.map((word, i) => plainResult(word, list[i])) };
  }
  const module = wrapper(`${type.params}>${type.results}`, () => callWrapper(type.params, type.results));
  return { end: 'done', results: callThrough(module, item, typed, type.results) };
}

function get(request) {
  const item = find(request);
  const { type, mutable } = request;
  if (!type) throw new Unsupported('the type of the global is unknown');
  if (isPlain(type)) return { end: 'done', results: [plainResult(type, item.value)] };
  const module = wrapper(`global ${mutable} ${type}`, () => globalWrapper(type, mutable));
  return { end: 'done', results: callThrough(module, item, [], [type]) };
}

// docs/engine-protocol.md, "Reading"
function stateText(bytes) {
  if (bytes.length > 1 << 24) return `${bytes.length} bytes`;
  let hash = 0x811c9dc5 | 0;
  const words = bytes.length >> 2;
  const view = new Uint32Array(bytes.buffer, bytes.byteOffset, words);
  for (let i = 0; i < words; ++i) hash = Math.imul(hash ^ view[i], 0x01000193);
  for (let i = words * 4; i < bytes.length; ++i) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return `${bytes.length} bytes ${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

function tableBytes(table) {
  const index = typeof table.length === 'bigint' ? BigInt : Number;
  return Uint8Array.from({ length: Number(table.length) }, (_, i) => (table.get(index(i)) === null ? 48 : 49));
}

function read(request) {
  const item = find(request);
  if (item instanceof WebAssembly.Memory) return { end: 'done', state: stateText(new Uint8Array(item.buffer)) };
  if (item instanceof WebAssembly.Table) return { end: 'done', state: stateText(tableBytes(item)) };
  throw new Unsupported('neither a memory nor a table');
}

// --- modules

function define({ module, bytes, file }) {
  const content = file === undefined ? Buffer.from(bytes, 'base64') : fs.readFileSync(file);
  state.modules.set(module, new WebAssembly.Module(content));
  return { end: 'valid' };
}

function instantiate({ module, instance }) {
  const code = state.modules.get(module);
  if (!code) throw new Unsupported('no such module');
  const imports = Object.create(null);
  for (const { module: first, name } of WebAssembly.Module.imports(code)) {
    const fields = state.names.get(first);
    if (!fields || !fields.has(name)) return { end: 'unlinkable', message: `unknown import "${first}" "${name}"` };
    imports[first] ??= Object.create(null);
    imports[first][name] = fields.get(name);
  }
  state.instances.set(instance, new WebAssembly.Instance(code, imports).exports);
  return { end: 'instantiated' };
}

function register({ name, instance, fields }) {
  if (fields) {
    const items = fields.map((field) => [field.name, find(field)]);
    state.names.set(name, new Map(items));
  } else {
    const exports = state.instances.get(instance);
    if (!exports) throw new Unsupported('no such instance');
    state.names.set(name, new Map(Object.entries(exports)));
  }
  return { end: 'done' };
}

const hello = () => ({
  protocol: 1, engine: `V8 ${process.versions.v8}`, stages: false, messages: false, linking: false,
});

function endOf(error) {
  const message = error?.message;
  if (error instanceof WebAssembly.Exception) return { end: 'exception' };
  if (error instanceof WebAssembly.CompileError) return { end: 'rejected', message };
  if (error instanceof WebAssembly.LinkError) return { end: 'unlinkable', message };
  if (error instanceof WebAssembly.RuntimeError) return { end: 'trap', message };
  if (error instanceof RangeError && /call stack/.test(message)) {
    return { end: 'trap', code: 'call_stack_exhausted', message };
  }
  if (error instanceof RangeError) return { end: 'limit', message };
  return { end: 'unsupported', message: message || String(error) };
}

const tasks = { hello, reset, module: define, instantiate, register, invoke, get, read };

function answer(request) {
  try {
    const task = Object.hasOwn(tasks, request.do) ? tasks[request.do] : undefined;
    if (!task) throw new Unsupported(`unknown request ${request.do}`);
    return task(request);
  } catch (error) {
    return endOf(error);
  }
}

reset();
answerLines(answer);

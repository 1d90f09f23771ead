// Small modules by hand: what an adapter needs that JavaScript has no words for. spec: binary/modules
'use strict';

const typeCodes = {
  i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b, funcref: 0x70, externref: 0x6f, anyref: 0x6e, exnref: 0x69,
};

function leb(number) {
  const bytes = [];
  do {
    const low = number & 0x7f;
    number >>>= 7;
    bytes.push(number ? low | 0x80 : low);
  } while (number);
  return bytes;
}

const list = (items) => [...leb(items.length), ...items.flat()];
const name = (text) => list([...Buffer.from(text)]);
const section = (id, items) => [id, ...list(list(items))];
const valueTypes = (types) => list(types.map((type) => [typeCodes[type]]));
const funcType = (params, results) => [0x60, ...valueTypes(params), ...valueTypes(results)];
const exported = (text, kind, index) => [...name(text), kind, ...leb(index)];
const body = (locals, code) => list([...list(locals.map((type) => [1, typeCodes[type]])), ...code, 0x0b]);

const isReference = (type) => type.endsWith('ref');
const slot = (index) => 16 * index;
// A load or store whose alignment is 1.
const loads = { i32: [0x28], i64: [0x29], f32: [0x2a], f64: [0x2b], v128: [0xfd, 0] };
const stores = { i32: [0x36], i64: [0x37], f32: [0x38], f64: [0x39], v128: [0xfd, 11] };
const load = (type, at) => [0x41, 0, ...loads[type], 0, ...leb(at)];
const nullOf = (type) => [0xd0, typeCodes[type]];

const assemble = (...sections) => new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()));

// JavaScript cannot hand exceptions in: where one is wanted, it is null.
const passable = (type) => isReference(type) && type !== 'exnref';

// What is behind a call or a `global.get`: from the locals from `first` on, numbers into memory, at their slots, and
// references as results; of an exception, whether it is null.
function handOut(types, first) {
  const sets = types.map((_, i) => [0x21, ...leb(first + i)]).reverse();
  const numbers = types.map((type, i) =>
    isReference(type) ? [] : [0x41, 0, 0x20, ...leb(first + i), ...stores[type], 0, ...leb(slot(i))]);
  const references = types.map((type, i) => {
    if (!isReference(type)) return [];
    return [0x20, ...leb(first + i), ...(type === 'exnref' ? [0xd1] : [])];
  });
  return [...sets.flat(), ...numbers.flat(), ...references.flat()];
}

const handedOut = (types) => types.filter(isReference).map((type) => (type === 'exnref' ? 'i32' : type));

// `call` calls the function `m` `f` of these types: numbers come from memory, at their slots, references are its
// arguments; it hands its results out.
function callWrapper(params, results) {
  const given = params.filter(passable);
  let next = 0;
  const args = params.map((type, i) => {
    if (!isReference(type)) return load(type, slot(i));
    return passable(type) ? [0x20, ...leb(next++)] : nullOf(type);
  });
  return assemble(
    section(1, [funcType(params, results), funcType(given, handedOut(results))]),
    section(2, [[...name('m'), ...name('f'), 0, 0]]),
    section(3, [[1]]),
    section(5, [[0, 1 + ((slot(Math.max(params.length, results.length)) + 15) >> 16)]]),
    section(7, [exported('call', 0, 1), exported('memory', 2, 0)]),
    section(10, [body(results, [...args.flat(), 0x10, 0, ...handOut(results, given.length)])]));
}

// `call` hands out the value of the global `m` `f`.
function globalWrapper(type, mutable) {
  return assemble(
    section(1, [funcType([], handedOut([type]))]),
    section(2, [[...name('m'), ...name('f'), 3, typeCodes[type], mutable ? 1 : 0]]),
    section(3, [[0]]),
    section(5, [[0, 1]]),
    section(7, [exported('call', 0, 0), exported('memory', 2, 0)]),
    section(10, [body([type], [0x23, 0, ...handOut([type], 0)])]));
}

// `kind` tells of a reference that is not null: 1 an i31, 2 a structure, 3 an array, 0 none of these.
function kindModule() {
  const test = (code, result) => [0x20, 0, 0xfb, 0x14, code, 0x04, 0x40, 0x41, result, 0x0f, 0x0b];
  return assemble(
    section(1, [funcType(['anyref'], ['i32'])]),
    section(3, [[0]]),
    section(7, [exported('kind', 0, 0)]),
    section(10, [body([], [...test(0x6c, 1), ...test(0x6b, 2), ...test(0x6a, 3), 0x41, 0])]));
}

// The host module of the official suite: as wasm, so that its functions have types. Engines without 64-bit tables have one
// that lacks `table64`.
function spectestModule() {
  try {
    return spectestWith(true);
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    return spectestWith(false);
  }
}

function spectestWith(table64) {
  const prints = [
    ['print', []], ['print_i32', ['i32']], ['print_i64', ['i64']], ['print_f32', ['f32']], ['print_f64', ['f64']],
    ['print_i32_f32', ['i32', 'f32']], ['print_f64_f64', ['f64', 'f64']],
  ];
  const f32 = [...new Uint8Array(Float32Array.of(666.6).buffer)];
  const f64 = [...new Uint8Array(Float64Array.of(666.6).buffer)];
  const number = [0x9a, 0x05];  // 666
  const globals = [['i32', 0x41, number], ['i64', 0x42, number], ['f32', 0x43, f32], ['f64', 0x44, f64]];
  return assemble(
    section(1, prints.map(([, params]) => funcType(params, []))),
    section(3, prints.map((_, i) => leb(i))),
    section(4, [[0x70, 1, 10, 20], ...(table64 ? [[0x70, 5, 10, 20]] : [])]),
    section(5, [[1, 1, 2]]),
    section(6, globals.map(([type, code, bytes]) => [typeCodes[type], 0, code, ...bytes, 0x0b])),
    section(7, [
      ...prints.map(([text], i) => exported(text, 0, i)),
      exported('table', 1, 0), ...(table64 ? [exported('table64', 1, 1)] : []), exported('memory', 2, 0),
      ...globals.map(([type], i) => exported(`global_${type}`, 3, i)),
    ]),
    section(10, prints.map(() => body([], []))));
}

module.exports = { callWrapper, globalWrapper, isReference, kindModule, passable, slot, spectestModule };

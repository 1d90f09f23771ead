// V8 as an engine: one script a line of standard input, what came of it a line of standard output.
'use strict';

const buffer = new DataView(new ArrayBuffer(8));
const hosts = new Map();

function host(number) {
  if (!hosts.has(number)) hosts.set(number, {host: number});
  return hosts.get(number);
}

function bitsToNumber(type, low) {
  buffer.setBigUint64(0, BigInt(low), true);
  switch (type) {
    case 'i': return buffer.getInt32(0, true);
    case 'I': return buffer.getBigInt64(0, true);
    case 'f': return buffer.getFloat32(0, true);
    case 'F': return buffer.getFloat64(0, true);
  }
  throw new TypeError('no vectors');
}

function numberText(type, value) {
  switch (type) {
    case 'i': return 'i:' + (value >>> 0);
    case 'I': return 'I:' + BigInt.asUintN(64, value);
    case 'f':
      if (Number.isNaN(value)) return 'f:nan';
      buffer.setFloat32(0, value, true);
      return 'f:' + buffer.getUint32(0, true);
    case 'F':
      if (Number.isNaN(value)) return 'F:nan';
      buffer.setFloat64(0, value, true);
      return 'F:' + buffer.getBigUint64(0, true);
    case 'r':
      if (value === null) return 'null';
      if (typeof value === 'function') return 'func';
      if (typeof value === 'object' && 'host' in value) return 'host' + value.host;
      return 'ref';
  }
  throw new TypeError('no vectors');
}

function bytesText(bytes) {
  if (bytes.length > 1 << 24) return bytes.length + ' bytes';
  let hash = 0x811c9dc5 | 0;
  const words = bytes.length >> 2;
  const view = new Uint32Array(bytes.buffer, bytes.byteOffset, words);
  for (let i = 0; i < words; ++i) hash = Math.imul(hash ^ view[i], 0x01000193);
  for (let i = words * 4; i < bytes.length; ++i) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return bytes.length + ' bytes ' + (hash >>> 0).toString(16).padStart(8, '0');
}

function errorText(error) {
  if (error instanceof WebAssembly.Exception) return 'exception';
  if (error instanceof WebAssembly.RuntimeError) return 'trap ' + error.message;
  if (error instanceof WebAssembly.LinkError) return 'unlinkable / ' + error.message;
  if (error instanceof WebAssembly.CompileError) return 'rejected / ' + error.message;
  if (error instanceof RangeError) return /stack/.test(error.message) ? 'trap stack' : 'limit / ' + error.message;
  if (error instanceof TypeError) return '';  // what JavaScript cannot see: vectors, exnref
  return 'error ' + error;
}

function spectest() {
  const print = () => {};
  const table64 = () => {
    try { return new WebAssembly.Table({initial: 10n, maximum: 20n, element: 'anyfunc', address: 'i64'}); } catch { return 0; }
  };
  return {
    print, print_i32: print, print_i64: print, print_f32: print, print_f64: print, print_i32_f32: print,
    print_f64_f64: print, global_i32: 666, global_i64: 666n,
    global_f32: new WebAssembly.Global({value: 'f32'}, 666.6),
    global_f64: new WebAssembly.Global({value: 'f64'}, 666.6),
    table: new WebAssembly.Table({initial: 10, maximum: 20, element: 'anyfunc'}),
    table64: table64(),
    memory: new WebAssembly.Memory({initial: 1, maximum: 2}),
  };
}

function probe(exports, [kind, name, type]) {
  try {
    const item = exports[name];
    if (kind === 'm') return bytesText(new Uint8Array(item.buffer));
    if (kind === 'g') return numberText(type, item.value);
    const length = Number(item.length);
    const nulls = new Uint8Array(length);
    for (let i = 0; i < length; ++i) {
      nulls[i] = item.get(typeof item.length === 'bigint' ? BigInt(i) : i) === null ? 48 : 49;
    }
    return bytesText(nulls);
  } catch (error) {
    return '';
  }
}

function runScript(steps) {
  // A map, so that no name is special.
  const names = new Map();
  const field = (module) => {
    if (!names.has(module)) names.set(module, new Map());
    return names.get(module);
  };
  for (const [name, value] of Object.entries(spectest())) field('spectest').set(name, value);
  const instances = [];

  const instantiate = (step, i) => {
    const module = new WebAssembly.Module(Buffer.from(step.bytes, 'hex'));
    const imports = Object.create(null);
    for (const {module: first, name} of WebAssembly.Module.imports(module)) {
      if (!names.has(first) || !names.get(first).has(name)) return '';  // what it needs is not here
      imports[first] ??= Object.create(null);
      imports[first][name] = names.get(first).get(name);
    }
    instances[i] = new WebAssembly.Instance(module, imports).exports;
    return 'done';
  };
  const bind = (step) => {
    names.delete(step.name);
    field('').delete(step.name);
    const exports = instances[step.instance];
    if (!exports) return '';
    for (const [module, name, exported] of step.bindings) field(module).set(name, exports[exported]);
    return '';
  };
  const invoke = (step) => {
    const exports = instances[step.instance];
    if (!exports) return '';
    const args = step.args.map(([kind, type, low]) =>
      kind === 'null' ? null : kind === 'host' ? host(Number(low)) : bitsToNumber(type, low));
    let results = exports[step.field](...args);
    if (step.results.length === 0) return 'done';
    if (step.results.length === 1) results = [results];
    return 'done ' + [...step.results].map((type, i) => numberText(type, results[i])).join(' ');
  };
  const get = (step) => {
    const exports = instances[step.instance];
    return exports ? 'done ' + numberText(step.results[0], exports[step.field].value) : '';
  };
  const run = {instantiate, bind, invoke, get, nothing: () => ''};
  const texts = steps.map((step, i) => {
    try {
      return run[step.kind](step, i);
    } catch (error) {
      return errorText(error);
    }
  });
  const state = steps.map((step, i) => (instances[i] ? step.probes.map((item) => probe(instances[i], item)) : []));
  return {steps: texts, state};
}

require('readline').createInterface({input: process.stdin, crlfDelay: Infinity}).on('line', (line) => {
  process.stdout.write(JSON.stringify(runScript(JSON.parse(line))) + '\n');
});

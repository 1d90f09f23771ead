// Modules that stand in for those that are imported and that there is no file of: of the type that is asked for, their functions
// give zeros.

const zeros = { i32: 'i32.const 0', i64: 'i64.const 0', f32: 'f32.const 0', f64: 'f64.const 0', v128: 'v128.const i64x2 0 0',
  funcref: 'ref.null func', externref: 'ref.null extern' };
const mostExports = 200;

class Impossible extends Error {}

function zeroOf(type) {
  if (!Object.hasOwn(zeros, type)) throw new Impossible();
  return `(${zeros[type]})`;
}

const addressed = ({ address }) => (address === 'i64' ? 'i64 ' : '');
const bounds = ({ min, max }) => (max === undefined ? `${min}` : `${min} ${max}`);
const quoted = (name) => `"${[...new TextEncoder().encode(name)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')}"`;

class Writer {
  #left = mostExports;

  constructor(types) {
    this.types = types;
  }

  #func({ params, results }) {
    return `${params.map((type) => `(param ${type})`).join(' ')} ${results.map((type) => `(result ${type})`).join(' ')}`;
  }

  #export(item, number) {
    if (--this.#left < 0) throw new Impossible();
    const type = this.types[item.type];
    const name = `(export ${quoted(item.name)})`;
    switch (item.kind) {
      case 'func': return `(func ${name} ${this.#func(type)} ${type.results.map(zeroOf).join(' ')})`;
      case 'memory': return `(memory ${name} ${addressed(item)}${bounds(item)}${item.shared ? ' shared' : ''})`;
      case 'table': return `(table ${name} ${addressed(item)}${bounds(item)} ${item.element})`;
      case 'global': return `(global ${name} ${item.mutable ? `(mut ${item.value})` : item.value} ${zeroOf(item.value)})`;
      case 'tag': return `(tag ${name} ${this.#func(type)})`;
      case 'module': return `(module $m${number} ${this.#exports(type)}) (export ${quoted(item.name)} (module $m${number}))`;
      case 'instance': return `(module $m${number} ${this.#exports(type)}) (instance $i${number} (instantiate $m${number})) (export ${quoted(item.name)} (instance $i${number}))`;
      default: throw new Impossible();
    }
  }

  // Nested modules stand before what is defined.
  #exports({ exports }) {
    const made = exports.map((item, number) => ({ isNested: /^(module|instance)$/.test(item.kind), text: this.#export(item, number) }));
    const of = (isNested) => made.filter((it) => it.isNested === isNested).map(({ text }) => text);
    return [...of(true), ...of(false)].join(' ');
  }

  module(type) {
    return `(module ${this.#exports(type)})`;
  }

  hasModule({ exports }) {
    return exports.some(({ kind, type }) => kind === 'module' || (kind === 'instance' && this.hasModule(this.types[type])));
  }
}

// What modlink has nothing for: modules, and instances with modules in them. `json` is what `types` says, `files` those that
// there are: { NAME.wat: text }.
export function standInsFor({ root, types }, files) {
  const made = {};
  for (const { name, kind, type } of types[root.type]?.imports ?? []) {
    const isThere = [name, `${name}.wat`, `${name}.wasm`].some((file) => Object.hasOwn(files, file));
    const writer = new Writer(types);
    if (isThere || !(kind === 'module' || (kind === 'instance' && writer.hasModule(types[type])))) continue;
    try {
      made[`${name}.wat`] = writer.module(types[type]);
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
    }
  }
  return made;
}

// What scripts in JavaScript run on. spec: the JavaScript API
#include "tools/convert/js_harness.h"

namespace modlink::convert {

const char js_harness[] = R"js('use strict';

const counts = {passed: 0, failed: 0, skipped: 0};
const reasons = new Map();
const print = console.log;

// Results: each has what it looks like, and whether a value is one.
const isSame = (text, expected) => ({text, matches: (value) => Object.is(value, expected)});
const i32 = (n) => isSame(`i32:${n}`, n);
const i64 = (n) => isSame(`i64:${n}`, n);
const f32 = (n) => isSame(`f32:${n}`, n);
const f64 = (n) => isSame(`f64:${n}`, n);
const refNull = isSame('ref.null', null);
const refAny = {text: 'ref', matches: (value) => value !== null && value !== undefined};
const refFunc = {text: 'ref.func', matches: (value) => typeof value === 'function'};
const hosts = new Map();
const host = (number) => {
  if (!hosts.has(number)) hosts.set(number, {host: number});
  return hosts.get(number);
};
const refHost = (number) => isSame(`ref.host ${number}`, host(number));
const either = (...all) => ({
  text: `either(${all.map((one) => one.text).join(' | ')})`,
  matches: (value) => all.some((one) => one.matches(value)),
});

const show = (value) => {
  if (Array.isArray(value)) return value.map(show).join(' ') || 'nothing';
  if (value === undefined) return 'nothing';
  if (value === null) return 'ref.null';
  if (typeof value === 'function') return 'ref.func';
  if (typeof value === 'object') return 'host' in value ? `ref.host ${value.host}` : 'ref';
  return Object.is(value, -0) ? '-0' : String(value);
};
const showError = (error) => `${error?.name ?? 'exception'}: ${error?.message ?? ''}`;

// A module that was flattened.
const flat = (base64) => ({base64, isFlat: true});
const decode = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

const isTrap = (error) => error instanceof WebAssembly.RuntimeError;
// Engines have no error of their own for it.
const isExhaustion = (error) => isTrap(error) || error instanceof RangeError || error?.name === 'InternalError';
const isException = (error) => error instanceof WebAssembly.Exception;
const isRejection = (error) => error instanceof WebAssembly.CompileError;
const isUnlinkable = (error) => error instanceof WebAssembly.LinkError;

class Failure extends Error {}

const spectest = () => {
  const nothing = () => {};
  const result = {
    __proto__: null,  // what every object inherits is not there to be imported
    print: nothing, print_i32: nothing, print_i64: nothing, print_f32: nothing, print_f64: nothing,
    print_i32_f32: nothing, print_f64_f64: nothing, global_i32: 666, global_i64: 666n,
    global_f32: new WebAssembly.Global({value: 'f32'}, 666.6),
    global_f64: new WebAssembly.Global({value: 'f64'}, 666.6),
    table: new WebAssembly.Table({initial: 10, maximum: 20, element: 'anyfunc'}),
    memory: new WebAssembly.Memory({initial: 1, maximum: 2}),
  };
  try {
    result.table64 = new WebAssembly.Table({initial: 10n, maximum: 20n, element: 'anyfunc', address: 'i64'});
    result.shared_memory = new WebAssembly.Memory({initial: 1, maximum: 2, shared: true});
  } catch {}  // what an engine has not is not there
  return result;
};

class Script {
  constructor(name) {
    this.name = name;
    this.modules = new Map();
    this.instances = new Map();
    this.registered = new Map([['spectest', spectest()]]);
    this.flat = new WeakSet();
    this.single = Object.create(null);  // what flat modules import by one name, behind a first one (transform::single_level_imports)
  }

  run(line, what, test) {
    try {
      test();
      ++counts.passed;
    } catch (error) {
      ++counts.failed;
      print(`${this.name}:${line}: ${what} failed: ${error instanceof Failure ? error.message : showError(error)}`);
    }
  }
  skip(line, reason) {
    ++counts.skipped;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }

  compile(code) {
    const module = new WebAssembly.Module(decode(code.base64 ?? code));
    if (code.isFlat) this.flat.add(module);
    return module;
  }
  link(module) {
    const imports = Object.create(null);
    for (const {module: first, name} of WebAssembly.Module.imports(module)) {
      imports[first] ??= Object.create(null);
      const from = first === 'single-level imports' && this.flat.has(module) ? this.single : this.registered.get(first);
      // What is undefined would do for a global of type externref.
      if (!from || !(name in from)) throw new WebAssembly.LinkError(`unknown import ${first}.${name}`);
      imports[first][name] = from[name];
    }
    return new WebAssembly.Instance(module, imports).exports;
  }
  // The last one has no name.
  put(map, id, value) {
    map.set(null, value);
    if (id !== null) map.set(id, value);
  }
  take(map, id) {
    const value = map.get(id);
    if (value === undefined) throw new Failure(id === null ? 'there is none yet' : `$${id} is not there`);
    return value;
  }

  module(line, id, base64) {
    this.put(this.modules, id, undefined);
    this.put(this.instances, id, undefined);
    this.run(line, 'module', () => {
      const module = this.compile(base64);
      this.put(this.modules, id, module);
      this.put(this.instances, id, this.link(module));
    });
  }
  definition(line, id, base64) {
    this.put(this.modules, id, undefined);
    this.run(line, 'module definition', () => this.put(this.modules, id, this.compile(base64)));
  }
  instance(line, id, module) {
    this.put(this.instances, id, undefined);
    this.run(line, 'module instance', () => this.put(this.instances, id, this.link(this.take(this.modules, module))));
  }
  register(line, name, id) {
    this.forget(name);
    this.run(line, 'register', () => this.registered.set(name, this.take(this.instances, id)));
  }
  registerField(line, name, id, item) {
    this.forget(name);
    this.run(line, 'register', () => this.single[name] = this.take(this.instances, id)[item]);
  }
  // Where an instance can be imported by its identifier.
  offer(id) {
    this.forget(id);
    if (this.instances.get(id)) this.registered.set(id, this.instances.get(id));
  }
  forget(name) {
    this.registered.delete(name);
    delete this.single[name];
  }

  // Actions.
  invoke(id, name, ...args) { return () => this.take(this.instances, id)[name](...args); }
  get(id, name) { return () => this.take(this.instances, id)[name].value; }
  // One that a module performs, which looks at the results as well.
  check(id, name, base64) {
    return () => {
      const item = this.take(this.instances, id)[name];
      return new WebAssembly.Instance(this.compile(base64), {__proto__: null, '': {__proto__: null, item}}).exports.run();
    };
  }

  action(line, what, action) { this.run(line, what, action); }
  assertReturn(line, action, ...expected) {
    this.run(line, 'assert_return', () => {
      const found = action();
      const values = Array.isArray(found) ? found : found === undefined ? [] : [found];
      if (values.length === expected.length && values.every((value, i) => expected[i].matches(value))) return;
      throw new Failure(`expected ${expected.map((one) => one.text).join(' ') || 'nothing'}, found ${show(values)}`);
    });
  }
  assertChecked(line, action, expected) {
    this.run(line, 'assert_return', () => {
      if (action() !== 1) throw new Failure(`the results are not ${expected}`);
    });
  }
  expectError(line, keyword, action, isExpected, what) {
    this.run(line, keyword, () => {
      try {
        action();
      } catch (error) {
        if (isExpected(error) && !(error instanceof Failure)) return;
        throw error;
      }
      throw new Failure(`no ${what}`);
    });
  }
  assertTrap(line, action) { this.expectError(line, 'assert_trap', action, isTrap, 'trap'); }
  assertExhaustion(line, action) {
    this.expectError(line, 'assert_exhaustion', action, isExhaustion, 'exhaustion of the call stack');
  }
  assertException(line, action) { this.expectError(line, 'assert_exception', action, isException, 'exception'); }
  instantiation(base64) { return () => this.link(this.compile(base64)); }
  instantiationOf(module) { return () => this.link(this.take(this.modules, module)); }
  assertMalformed(line, base64) {
    this.expectError(line, 'assert_malformed', () => this.compile(base64), isRejection, 'rejection');
  }
  assertInvalid(line, base64) {
    this.expectError(line, 'assert_invalid', () => this.compile(base64), isRejection, 'rejection');
  }
  assertUnlinkable(line, instantiation) {
    this.expectError(line, 'assert_unlinkable', instantiation, isUnlinkable, 'link error');
  }
}

const script = (name, run) => run(new Script(name));

const finish = () => {
  for (const [reason, count] of reasons) print(`skipped ${count}: ${reason}`);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  print(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
  if (counts.failed > 0 && typeof process === 'object') process.exitCode = 1;
};
)js";

}  // namespace modlink::convert

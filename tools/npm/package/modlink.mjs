// modlink, for node and browsers. README.md says how it is used, modlink.d.ts what goes in and what comes out.
//
// The work is done in WebAssembly, by one function that takes a message and returns one (tools/npm/message.h in modlink's
// sources): two lengths of four bytes each, little endian, JSON of the first, bytes of the second.
import instantiate from './modlink-wasm.mjs';

// An instance whose memory has grown beyond this is not kept, as memories do not shrink.
const mostKept = 256 * 2 ** 20;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

// Bytes as they are, however they came; text stays text.
function bytesOf(value) {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  const isBuffer = value instanceof ArrayBuffer ||
    (typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer);
  return isBuffer ? new Uint8Array(value) : undefined;
}

// A request as one array.
function pack(operation, options) {
  const chunks = [];
  let length = 0;
  // A Buffer of node has become something else by the time that it is `value`.
  const json = encoder.encode(JSON.stringify({ operation, options }, function replace(key, value) {
    const bytes = bytesOf(this[key]);
    if (!bytes) return value;
    chunks.push(bytes);
    length += bytes.length;
    return { $bytes: [length - bytes.length, bytes.length] };
  }));
  const packed = new Uint8Array(8 + json.length + length);
  const head = new DataView(packed.buffer);
  head.setUint32(0, json.length, true);
  head.setUint32(4, length, true);
  packed.set(json, 8);
  let at = 8 + json.length;
  for (const chunk of chunks) {
    packed.set(chunk, at);
    at += chunk.length;
  }
  return packed;
}

// The reply at `address`, a copy.
function unpack(memory, address) {
  const head = new DataView(memory.buffer, address, 8);
  const bytesAt = address + 8 + head.getUint32(0, true);
  const { reply, bytes } = JSON.parse(decoder.decode(memory.subarray(address + 8, bytesAt)));
  for (const [path, begin, length] of bytes) {
    const place = path.slice(0, -1).reduce((object, key) => object[key], reply);
    const value = memory.slice(bytesAt + begin, bytesAt + begin + length);
    // Not by assignment: a file may be called `__proto__`.
    Object.defineProperty(place, path.at(-1), { value, writable: true, enumerable: true, configurable: true });
  }
  return reply;
}

// What ended an instance: its memory, the engine's stack, which it does not know the size of, or a mistake of ours.
class OutOfMemory extends Error {}
function crashed(error) {
  const limit = (message, code) => ({ stage: 'limit', message, code });
  const isStack = error instanceof RangeError && /stack/.test(error.message);
  const what = isStack ? limit('nested too deep for the stack of this engine', 'native-stack')
    : error instanceof OutOfMemory || error instanceof RangeError ? limit('out of memory', 'out-of-memory')
      : { stage: 'internal', message: String(error) };
  return { ok: false, errors: [{ ...what, diagnosis: `${what.stage}: ${error}` }] };
}

const failed = (stage, message) => ({ ok: false, errors: [{ stage, message, diagnosis: `${stage}: ${message}` }], notes: [] });

// JSON has no number that is Infinity.
const fuelOf = ({ fuel }) => fuel === Infinity ? 'unlimited' : fuel;

// One instance of the module in WebAssembly, what it complains of, and the sessions in it, by their numbers.
class Instance {
  constructor(module) {
    this.notes = [];
    this.open = new Set();
    let failure;
    this.exports = {
      instantiateWasm(imports, receive) {
        try {
          const instance = new WebAssembly.Instance(module, imports);
          receive(instance);
          return instance.exports;
        } catch (error) {
          failure = error;
          throw error;
        }
      },
      print: (line) => this.notes.push(line),
      printErr: (line) => this.notes.push(line),
    };
    // It is there at once: what is returned is only the promise of it.
    instantiate(this.exports).catch(() => {});
    if (failure) throw failure;
    this.sessions = this.exports._modlink_begin();
  }

  call(request) {
    const wasm = this.exports;
    this.notes = [];
    const address = wasm._modlink_allocate(request.length);
    if (address === 0) throw new OutOfMemory('no room for the request');
    wasm.HEAPU8.set(request, address);
    const reply = wasm._modlink_call(this.sessions, address, request.length);
    wasm._modlink_free(address);
    if (reply === 0) throw new OutOfMemory('no room for the reply');
    const result = unpack(wasm.HEAPU8, reply);
    wasm._modlink_free(reply);
    result.notes = this.notes;
    if (result.session !== undefined) this.open.add(result.session);
    return result;
  }

  get isKept() { return this.open.size > 0 || this.exports.HEAPU8.length <= mostKept; }
}

// An execution that is stepped through, by a number that its instance knows.
class Stepping {
  #call;
  #close;

  constructor(call, close, { calls, standIns }) {
    this.#call = call;
    this.#close = close;
    this.calls = calls;
    this.standIns = standIns;
  }

  go(to) { return this.#call('goStepping', { to }); }
  memory(which) { return this.#call('readStepping', which); }
  close() { this.#close(); }
}

class Modlink {
  #module;
  #instance;

  constructor(module) {
    this.#module = module;
    this.#instance = new Instance(module);
    this.version = this.about().version;
  }

  // An instance that has crashed is left behind, and the next call makes another one.
  #call(operation, options) {
    let instance;
    try {
      instance = this.#instance ?? new Instance(this.#module);
      this.#instance = undefined;
      const reply = instance.call(pack(operation, options));
      if (instance.isKept) this.#instance = instance;
      return reply;
    } catch (error) {
      return { ...crashed(error), notes: instance?.notes ?? [] };
    }
  }

  // What is called a module may be text, bytes, or an object of such by their names.
  #callFor(operation, module, options) {
    return this.#call(operation, { ...options, module });
  }

  about() { return this.#call('about', {}); }

  validate(modules, options = {}) {
    const isOne = typeof modules === 'string' || bytesOf(modules) !== undefined;
    return isOne ? this.#callFor('validate', modules, options) : this.#call('validate', { ...options, files: modules });
  }

  parse(module, options) { return this.#callFor('parse', module, options); }
  print(module, options) { return this.#callFor('print', module, options); }
  objdump(module, options) { return this.#callFor('objdump', module, options); }
  types(module, options) { return this.#callFor('types', module, options); }
  lint(module, options) { return this.#callFor('lint', module, options); }
  graph(module, options) { return this.#callFor('graph', module, options); }
  bundle(module, options) { return this.#callFor('bundle', module, options); }
  split(module, options) { return this.#callFor('split', module, options); }
  flatten(module, options) { return this.#callFor('flatten', module, options); }

  subtype(found, expected, options) { return this.#call('subtype', { ...options, found, expected }); }
  explain(code) { return this.#call('explain', { code }); }

  runScript(script, options = {}) {
    return this.#call('runScript', { ...options, script, fuel: fuelOf(options) });
  }

  typing(module, options) { return this.#callFor('typing', module, options); }
  bytes(module, options) { return this.#callFor('bytes', module, options); }

  stepping(module, options = {}) {
    const reply = this.#callFor('openStepping', module, { ...options, fuel: fuelOf(options) });
    if (!reply.ok) return reply;
    const { session, calls, standIns, ...rest } = reply;
    const instance = this.#instance;
    const call = (operation, more) => {
      if (!instance.open.has(session)) return failed('usage', 'this session is closed');
      if (this.#instance !== instance) return failed('refused', 'this session is lost: the instance that had it ran out of memory');
      return this.#call(operation, { ...more, session });
    };
    const close = () => {
      call('closeStepping', {});
      instance.open.delete(session);
    };
    return { ...rest, stepping: new Stepping(call, close, { calls, standIns }) };
  }
}

// The module from where it is: a URL, a Response, or bytes; by default the file beside this one.
async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  const bytes = bytesOf(source);
  if (bytes) return WebAssembly.compile(bytes);
  if (typeof Response !== 'undefined' && source instanceof Response) return WebAssembly.compile(await source.arrayBuffer());
  const url = new URL(source, import.meta.url);
  if (url.protocol !== 'file:') return compile(await fetched(url));
  const { readFile } = await import('node:fs/promises');
  return WebAssembly.compile(await readFile(url));
}

async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return response;
}

export async function load({ wasm = new URL('./modlink-wasm.wasm', import.meta.url) } = {}) {
  return new Modlink(await compile(wasm));
}

// modlink in a worker: questions and answers, and an end to those that take too long.
//
// A page that is opened as a file may start no worker from another file, nor fetch one. So code and module are texts of a
// script (engine.js): the worker is made of a Blob, and the module is compiled once, for each worker that there will be.
import { base64ToBytes, inflate } from './fragment.mjs';
import { loadPart } from './parts.mjs';

export class Stopped extends Error {}

async function prepare() {
  const { worker, wasm } = await loadPart('engine');
  const module = await WebAssembly.compile(await inflate(base64ToBytes(wasm), 'gzip'));
  return { url: URL.createObjectURL(new Blob([worker], { type: 'text/javascript' })), module };
}

export class Engine {
  #prepared;
  #worker;
  #waiting = new Map();
  #last = 0;
  #generation = 0;

  // `onBusy` is told whether there is something to wait for.
  constructor(onBusy) {
    this.onBusy = onBusy;
  }

  // Sessions of stepping end with their worker.
  get generation() {
    return this.#generation;
  }

  async #start() {
    this.#prepared ??= prepare();
    const { url, module } = await this.#prepared;
    if (this.#worker) return this.#worker;
    const worker = new Worker(url);
    worker.onmessage = ({ data }) => this.#answer(data);
    worker.onerror = (event) => this.#end(new Error(event.message));
    worker.postMessage({ module });
    this.#worker = worker;
    return worker;
  }

  #answer({ id, result, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.onBusy(false);
    if (error) waiting?.reject(new Error(error));
    else waiting?.resolve(result);
  }

  // One operation of modlink, with its arguments.
  ask(operation, ...args) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.onBusy(true);
      this.#start().then((worker) => this.#waiting.has(id) && worker.postMessage({ id, operation, args }))
        .catch((error) => this.#answer({ id, error: error.message }));
    });
  }

  #end(error) {
    this.#worker?.terminate();
    this.#worker = undefined;
    ++this.#generation;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.onBusy(false);
    for (const { reject } of waiting) reject(error);
  }

  // Whatever is under way ends at once; the next question gets a new worker.
  stop() {
    this.#end(new Stopped('Stopped.'));
  }
}

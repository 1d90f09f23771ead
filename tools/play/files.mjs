// The files that are open: their names and contents, and which one is shown.
import { isFileName, mostNameLength } from './fragment.mjs';

// A file; binaries are modules, whatever they are called.
export const isScript = ({ name, bytes }) => !bytes && /\.wast$/.test(name);
// A bare module or instance type.
export const isType = ({ name, bytes }) => !bytes && /\.wit$/.test(name);
export const isBinaryName = (name) => /\.wasm$/.test(name);

// A name that no other file has: `module.wat`, `module-2.wat`.
export function freeName(name, names) {
  const [, stem, ending = ''] = /^(.*?)(\.[^.]*)?$/.exec(name);
  let free = name;
  for (let i = 2; names.includes(free); ++i) free = `${stem.slice(0, mostNameLength - ending.length - 8)}-${i}${ending}`;
  return free;
}

export class Files {
  #list = [];
  #listeners = [];

  // [{ id, name, text, at }, or with `bytes` if it is binary]; `at` is where the cursor is at first
  get list() {
    return this.#list;
  }

  get active() {
    return this.#list.find(({ id }) => id === this.activeId);
  }

  // `what`: 'files' where the list has changed, 'active', or 'text'.
  onChange(listener) {
    this.#listeners.push(listener);
  }

  #tell(what) {
    for (const listener of this.#listeners) listener(what);
  }

  #make({ name, text, bytes, at }) {
    this.lastId = (this.lastId ?? 0) + 1;
    return { id: `file-${this.lastId}`, name, ...(bytes ? { bytes } : { text, at }) };
  }

  replace(files, active = 0) {
    this.#list = files.map((file) => this.#make(file));
    this.activeId = this.#list[active]?.id ?? this.#list[0]?.id;
    this.#tell('files');
  }

  add(file) {
    const made = this.#make({ ...file, name: freeName(file.name, this.#list.map(({ name }) => name)) });
    this.#list.push(made);
    this.activeId = made.id;
    this.#tell('files');
  }

  // The last one stays.
  remove(id) {
    if (this.#list.length < 2) return;
    const at = this.#list.findIndex((file) => file.id === id);
    this.#list.splice(at, 1);
    if (this.activeId === id) this.activeId = this.#list[Math.min(at, this.#list.length - 1)].id;
    this.#tell('files');
  }

  // Whether it could be.
  rename(id, name) {
    const file = this.#list.find((it) => it.id === id);
    if (!file || !isFileName(name) || this.#list.some((it) => it !== file && it.name === name)) return false;
    file.name = name;
    this.#tell('files');
    return true;
  }

  activate(id) {
    if (id === this.activeId) return;
    this.activeId = id;
    this.#tell('active');
  }

  setText(id, text) {
    const file = this.#list.find((it) => it.id === id);
    if (!file || file.bytes || file.text === text) return;
    file.text = text;
    this.#tell('text');
  }

  // By name, as modlink takes them.
  get contents() {
    return Object.fromEntries(this.#list.map(({ name, text, bytes }) => [name, bytes ?? text]));
  }
}

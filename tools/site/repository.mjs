// The files of the repository that pages are made of.
import fs from 'node:fs';
import path from 'node:path';

// What is made of the repository, or fetched: as .gitignore says, and what git and Python add.
const isLeftOut = (file) =>
  /^(\.git|build[^/]*|third_party\/(node_modules|testsuite|wasi-testsuite)|(.*\/)?__pycache__)\/$/.test(file);

export class Repository {
  #contents = new Map();

  constructor(root) {
    this.root = root;
  }

  #stat(file) {
    // What leads out of the repository is not in it.
    if (file.startsWith('..')) return undefined;
    return fs.statSync(path.join(this.root, file), { throwIfNoEntry: false });
  }

  isFile(file) {
    return this.#stat(file)?.isFile() ?? false;
  }

  isFolder(file) {
    return this.#stat(file)?.isDirectory() ?? false;
  }

  bytes(file) {
    return fs.readFileSync(path.join(this.root, file));
  }

  read(file) {
    if (!this.#contents.has(file)) this.#contents.set(file, this.bytes(file).toString('utf8'));
    return this.#contents.get(file);
  }

  // What is in a folder: names, those of folders with a `/`.
  names(folder) {
    const entries = fs.readdirSync(path.join(this.root, folder), { withFileTypes: true });
    const names = entries.map((entry) => entry.name + (entry.isDirectory() ? '/' : ''));
    return names.filter((name) => !isLeftOut(path.posix.join(folder, name))).sort();
  }

  // All files in a folder and below.
  *files(folder = '') {
    for (const name of this.names(folder)) {
      const file = path.posix.join(folder, name);
      if (name.endsWith('/')) yield* this.files(file);
      else yield file;
    }
  }
}

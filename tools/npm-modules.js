// Modules of npm packages: the list of them, and their bytes. For tools/real-modules and tools/bench/compare.
'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');

const top = path.join(__dirname, '..');
const cache = path.resolve(process.env.MODLINK_REAL_MODULES || path.join(top, 'build/real-modules'));

// A line of tools/real-modules.txt: `PACKAGE VERSION PATH`, and maybe `rejected: REASON`.
function readList() {
  const lines = fs.readFileSync(path.join(__dirname, 'real-modules.txt'), 'utf8').split('\n');
  return lines.filter((line) => line && !line.startsWith('#')).map((line) => {
    const [, name, version, file, rejected] = /^(\S+) (\S+) (\S+)(?: rejected: (.+))?$/.exec(line);
    return { name, version, file, rejected, line };
  });
}

// The file that `npm pack` makes of a package, undefined without one.
const archives = new Map();
function archive({ name, version }) {
  const file = path.join(cache, `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`);
  if (!archives.has(file)) {
    fs.mkdirSync(cache, { recursive: true });
    const pack = ['pack', '--silent', `${name}@${version}`, '--pack-destination', cache];
    if (!fs.existsSync(file)) spawnSync('npm', pack, { stdio: ['ignore', 'ignore', 'inherit'] });
    archives.set(file, fs.existsSync(file));
  }
  return archives.get(file) ? file : undefined;
}

// Undefined if there is no such module.
function extract(entry) {
  const from = archive(entry);
  if (!from) return undefined;
  const tar = spawnSync('tar', ['-xzOf', from, `package/${entry.file}`], { maxBuffer: 2 ** 30 });
  if (tar.status !== 0) return undefined;
  return entry.file.endsWith('.gz') ? zlib.gunzipSync(tar.stdout) : tar.stdout;
}

module.exports = { extract, readList };

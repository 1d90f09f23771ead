// Engines that tools/bench/compare compares: how each runs a kernel and loads a module, and what that takes.
'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const callMeasure = `const module = new WebAssembly.Module(fs.readFileSync(process.argv[1]));
  console.log(new WebAssembly.Instance(module).exports.measure());`;
// Starting node is no part of loading.
const callValidate = `const bytes = fs.readFileSync(process.argv[1]);
  const before = process.cpuUsage();
  if (!WebAssembly.validate(bytes)) throw new Error('invalid');
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1e6);`;

// `run` calls the export `measure`, `validate` decodes and validates. `prints`: the seconds are what it prints.
const build = (name, programs) => ({
  name,
  run: (file) => [path.join(programs, 'run_module'), file, 'measure'],
  validate: (file) => [path.join(programs, 'modlink'), 'validate', file],
});

function allEngines({ programs, before }) {
  return [
    build('modlink', programs),
    ...(before ? [build('before', before)] : []),
    {
      name: 'metered',
      run: (file) => [path.join(programs, 'modlink'), 'run', '--fuel', '1000000000000000000', '--invoke', 'measure', file],
    },
    {
      name: 'wabt',
      run: (file) => ['wasm-interp', file, '--run-all-exports'],
      validate: (file) => ['wasm-validate', '--enable-all', file],
    },
    { name: 'wasm3', run: (file) => ['wasm3', '--func', 'measure', file] },
    { name: 'iwasm', run: (file) => ['iwasm', '-f', 'measure', file] },
    { name: 'wasmtime', run: (file) => ['wasmtime', 'run', '--invoke', 'measure', file] },
    {
      name: 'node',
      run: (file) => ['node', '-e', callMeasure, file],
      validate: (file) => ['node', '--single-threaded', '-e', callValidate, file],
      prints: true,
    },
  ];
}

function isProgram(name) {
  if (name.includes('/')) return fs.existsSync(name);
  return process.env.PATH.split(':').some((folder) => fs.existsSync(path.join(folder, name)));
}

// Those on this machine that do `task`, and whose names are wanted; ours comes first.
function findEngines(options, task) {
  const known = allEngines(options).map(({ name }) => name);
  const unknown = (options.peers ?? []).find((name) => name !== 'none' && !known.includes(name));
  if (unknown !== undefined) throw new Error(`--peers: there is no ${unknown}; there are ${known.join(', ')}, and none`);
  const isWanted = (name) => !options.peers || ['modlink', 'before', ...options.peers].includes(name);
  const found = allEngines(options).filter(({ name, [task]: command }) =>
    command && isProgram(command('')[0]) && isWanted(name));
  if (found.length === 0 || found[0].name !== 'modlink') throw new Error(`there is no modlink in ${options.programs}`);
  return found;
}

// The seconds of the processor that a command takes, and what it prints. A shell measures them, as node cannot.
function time(command) {
  const script = 'TIMEFORMAT="%3U %3S"; time "$@" 2>&1';
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command[0]}: status ${status}: ${stdout}`);
  const [user, system] = stderr.trim().split(/\s+/).map(Number);
  return { seconds: user + system, output: stdout };
}

// The i32 that an engine prints last: -1, 4294967295, 0xffffffff:i32.
function lastNumber(output) {
  const found = /(0x[0-9a-f]+|-?\d+)(:i32)?\s*$/.exec(output);
  return found ? Number(found[1]) | 0 : undefined;
}

module.exports = { findEngines, lastNumber, time };

#!/usr/bin/env node
// A program with wasm3's command line, as far as cli.js uses it, for tests: what it takes, what it prints and how it ends.
// Modules are run by modlink.
//
//   like_wasm3.js MODLINK [--compile] --func NAME MODULE [ARG...]
'use strict';

const { spawnSync } = require('child_process');

const [modlink, ...words] = process.argv.slice(2);
if (words[0] === '--compile') words.shift();
const [option, name, file, ...args] = words;
if (option !== '--func') fail('unknown option');

function fail(...lines) {
  for (const line of lines) process.stderr.write(`Error: ${line}\n`);
  process.exit(1);
}

function ask(...words) {
  const { status, stdout, stderr } = spawnSync(modlink, words, { encoding: 'utf8' });
  return { status, text: stdout + stderr };
}

const traps = { unreachable: 'unreachable executed', 'call stack exhausted': 'stack overflow' };
const messageOf = (text) => /error: (?:while instantiating: )?(.*?)(?: \(in function.*)?$/m.exec(text)?.[1] ?? text;
const trapOf = (text) => `[trap] ${traps[messageOf(text)] ?? messageOf(text)}`;

function load() {
  if (ask('validate', file).status !== 0) {
    fail('[Fatal] repl_compile: compiling function underran the stack', 'compiling function underran the stack');
  }
  const { status, text } = ask('run', file);
  if (status === 0) return;
  if (/unlinkable: .* "spectest" "memory"/.test(text)) fail('[Fatal] repl_load: unallocated linear memory', 'unallocated linear memory');
  if (/unlinkable/.test(text)) return;  // functions that are not there are noticed when they are called
  const isData = /out of bounds memory access/.test(text);
  const why = isData ? 'data segment out of bounds' : trapOf(text);
  fail(`[Fatal] repl_load: ${why}`, why);
}

// Six digits behind the point, whatever there is.
function printed(result) {
  const [, type, text] = /^([if](?:32|64)):(.*)$/.exec(result) ?? fail('unknown return type');
  if (type.startsWith('i')) return text;
  return /nan|inf/.test(text) ? text.replace(/:.*/, '') : Number(text).toFixed(6);
}

load();
const { status, text } = ask('run', '--invoke', name, file, '--', ...args);
if (/no function|unknown export|exports nothing/.test(text)) fail(`function lookup failed ('${name}')`);
if (/unlinkable/.test(text)) fail('function body is missing');
if (status !== 0) fail(trapOf(text));
const list = text.trim().split(' => ')[1];
const results = (list ? list.split(', ') : []).map(printed);
process.stderr.write(results.length === 0 ? 'Result: <Empty Stack>\n' : results.map((result) => `Result: ${result}\n`).join(''));

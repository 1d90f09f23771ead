#!/usr/bin/env node
// A program with wasmtime's command line, as far as cli.js uses it, for tests: what it takes, what it prints and how it
// ends. Modules are run by modlink.
//
//   like_wasmtime.js MODLINK compile [-W LIST] -o FILE MODULE
//   like_wasmtime.js MODLINK run [-W LIST] [--preload NAME=MODULE]... [--invoke NAME] MODULE [ARG...]
'use strict';

const { spawnSync } = require('child_process');
const { parseArgs } = require('util');

const [modlink, command, ...words] = process.argv.slice(2);

function fail(status, text) {
  process.stderr.write(text + '\n');
  process.exit(status);
}

// Its options are those of its commands, and what follows the module is the module's.
const options = {
  wasm: { type: 'string', short: 'W', multiple: true },
  output: { type: 'string', short: 'o' },
  preload: { type: 'string', multiple: true },
  invoke: { type: 'string' },
};
function moduleAt() {
  let i = 0;
  while (i < words.length && words[i].startsWith('-')) i += 2;
  return i;
}

// Numbers are printed as Rust does: never with an exponent.
function decimal(text) {
  const [, sign, whole, fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
  if (exponent === undefined) return text;
  const point = whole.length + Number(exponent);
  const digits = (whole + fraction).padStart(whole.length + fraction.length - Math.min(point, 1) + 1, '0');
  const at = Math.max(point, 1);
  const padded = digits.padEnd(at, '0');
  return sign + padded.slice(0, at) + (padded.length > at ? '.' + padded.slice(at) : '');
}
function printed(result) {
  const [, type, text] = /^(\w+):(.*)$/.exec(result);
  if (!type.startsWith('f') || text.endsWith('inf')) return text;
  return text.includes('nan') ? 'NaN' : decimal(text);
}

const traps = { unreachable: 'wasm `unreachable` instruction executed' };

function causes(file, list) {
  const lines = list.map((cause, i) => `    ${i}: ${cause}\n`);
  return `Error: failed to run main module \`${file}\`\n\nCaused by:\n${lines.join('')}`.trimEnd();
}

function failed(file, name, text) {
  const context = name === undefined ? `failed to instantiate "${file}"` : `failed to invoke \`${name}\``;
  const link = /unlinkable: (unknown|incompatible) import(?: type: import)? "(.*?)" "(.*?)"/.exec(text);
  if (link) {
    const name = `\`${link[2]}::${link[3]}\``;
    const cause = link[1] === 'unknown' ? `unknown import: ${name} has not been defined` : `incompatible import type for ${name}`;
    fail(1, causes(file, [`failed to instantiate "${file}"`, cause]));
  }
  const message = /error: (?:while instantiating: )?(.*?)(?: \(in function.*)?$/m.exec(text)?.[1] ?? text;
  if (message.startsWith('uncaught exception')) fail(1, causes(file, [context, 'thrown Wasm exception']));
  const trace = `error while executing at wasm backtrace:\n           0:     0x2e - <unknown>!${name}`;
  fail(134, causes(file, [context, trace, `wasm trap: ${traps[message] ?? message}`]));
}

function run(values, file, args) {
  const preloads = (values.preload ?? []).flatMap((preload) => ['--instance', preload]);
  const call = values.invoke === undefined ? [] : ['--invoke', values.invoke];
  const result = spawnSync(modlink, ['run', ...preloads, ...call, file, '--', ...args], { encoding: 'utf8' });
  const what = 'warning: using `--invoke` with a function that';
  const later = 'is experimental and may break in the future';
  if (args.length > 0) console.error(`${what} takes arguments ${later}`);
  if (result.status !== 0) failed(file, values.invoke, result.stdout + result.stderr);
  const list = result.stdout.trim().split(' => ')[1];
  if (!list) return;
  console.error(`${what} returns values ${later}`);
  for (const item of list.split(', ')) console.log(printed(item));
}

function compile(file) {
  const result = spawnSync(modlink, ['validate', file], { encoding: 'utf8' });
  if (result.status !== 0) fail(1, `Error: Invalid input WebAssembly code at offset 24: ${result.stderr.trim()}`);
}

if (command?.startsWith('-')) fail(2, `error: unexpected argument '${command}' found`);
const at = moduleAt();
const { values } = parseArgs({ args: words.slice(0, at), options });
if (command === 'compile') compile(words[at]);
else if (command === 'run') run(values, words[at], words.slice(at + 1));
else fail(2, `error: unrecognized subcommand '${command}'`);

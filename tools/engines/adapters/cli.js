#!/usr/bin/env node
// An engine that only has a command line, as an engine of `spec-runner --engine 'node cli.js --as NAME PROGRAM'`:
// docs/engine-protocol.md. Each call runs the program anew, so that nothing is kept from one to the next, and results
// are what it prints.
//
//   cli.js --as modlink|wasm3|wasmtime [--timeout SECONDS] PROGRAM [WORD...]     (words: options of the program,
// of its subcommands where it has those)
'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { parseArgs } = require('util');

const { answerLines } = require('./lines.js');

class Unsupported extends Error {}

const nowhere = 'no such function';

// How each is asked, where its results are, and how it says that there are none.
const styles = {
  modlink: {
    hasCommands: true,
    validate: (file) => ['validate', file],
    instantiate: (file, preloads) => ['run', ...linked('--instance', preloads), file],
    invoke: (file, name, args, preloads) => [
      'run', ...linked('--instance', preloads), '--invoke', name, file, '--', ...args,
    ],
    results: ({ stdout }) => {
      const list = stdout.slice(stdout.indexOf(' => ') + 4).trim();
      return list === '' || !stdout.includes(' => ') ? [] : list.split(', ').map((item) => item.slice(item.indexOf(':') + 1));
    },
  },
  // It starts a module as soon as it has it, and then looks for the function.
  wasm3: {
    linksNothing: true,
    validate: (file) => ['--compile', '--func', nowhere, file],
    instantiate: (file) => ['--compile', '--func', nowhere, file],
    isMade: ({ stderr }) => stderr.includes(`function lookup failed ('${nowhere}')`),
    invoke: (file, name, args) => ['--func', name, file, ...args],
    results: ({ stderr }) => [...stderr.matchAll(/^Result: (\S+)$/gm)].map(([, text]) => {
      if (/^-?\d+\.\d{6}$/.test(text)) throw new Unsupported('wasm3 prints no more than six digits behind the point');
      return text;
    }),
    endOf: ({ stderr }) => {
      const message = lastLine(stderr).replace(/^Error: /, '');
      const isTrap = /^(\[trap\] |data segment out of bounds$|out of bounds table access$|table underflow$)/.test(message);
      if (isTrap) return trapOf(message.replace('[trap] ', ''));
      throw new Unsupported(message);
    },
  },
  wasmtime: {
    hasCommands: true,
    validate: (file) => ['compile', '-o', '/dev/null', file],
    instantiate: (file, preloads) => ['run', ...linked('--preload', preloads), file],
    invoke: (file, name, args, preloads) => [
      'run', ...linked('--preload', preloads), '--invoke', name, file, ...args,
    ],
    results: ({ stdout }) => stdout.split('\n').filter((line) => line !== ''),
    // It gives causes below one another, and traces of the stack between them. Function names are in both.
    endOf: ({ stderr }) => {
      const trap = /^ *(?:\d+: )?wasm trap: (.*)$/m.exec(stderr);
      if (trap) return trapOf(trap[1]);
      if (/^ *(?:\d+: )?thrown Wasm exception$/m.test(stderr)) return { end: 'exception', message: lastLine(stderr) };
      const link = /^ *(?:\d+: )?((?:unknown|incompatible) import.*)$/m.exec(stderr);
      if (link) return { end: 'unlinkable', message: link[1] };
      throw new Unsupported(lastLine(stderr));
    },
  },
};

function linked(option, preloads) {
  return preloads.flatMap(([name, file]) => [option, `${name}=${file}`]);
}

function readArguments() {
  const options = { as: { type: 'string' }, timeout: { type: 'string' } };
  const words = process.argv.slice(2);
  // What follows the program is the program's.
  let first = 0;
  while (first < words.length && words[first].startsWith('--')) first += words[first].includes('=') ? 1 : 2;
  const { values } = parseArgs({ args: words.slice(0, first), options });
  if (!Object.hasOwn(styles, values.as ?? '') || first >= words.length) {
    console.error('usage: cli.js --as modlink|wasm3|wasmtime [--timeout SECONDS] PROGRAM [WORD...]');
    process.exit(2);
  }
  return { style: styles[values.as], program: words[first], words: words.slice(first + 1), seconds: Number(values.timeout ?? 30) };
}

const { style, program, words, seconds } = readArguments();
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'engine-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

let state;
function reset() {
  state = { modules: new Map(), instances: new Map(), names: new Map() };
  return { end: 'done' };
}

function run(args) {
  const commands = style.hasCommands ? 1 : 0;
  const result = spawnSync(program, [...args.slice(0, commands), ...words, ...args.slice(commands)], {
    encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: seconds * 1000, maxBuffer: 2 ** 24,
  });
  if (result.error?.code === 'ETIMEDOUT') return { ...result, ended: { end: 'interrupted', message: `after ${seconds} s` } };
  if (result.error) throw new Unsupported(`${program}: ${result.error.message}`);
  return result;
}

// --- values: as words of a command line, and what is printed of them

const scratchView = new DataView(new ArrayBuffer(8));

function floatWord(value) {
  if (Number.isNaN(value)) throw new Unsupported('NaNs are no words of a command line');
  return Object.is(value, -0) ? '-0' : String(value).replace('Infinity', 'inf');
}

function wordOf({ type, value }) {
  if (type.endsWith('ref') || type === 'v128') throw new Unsupported(`${type} is no word of a command line`);
  scratchView.setBigUint64(0, BigInt(value), true);
  if (type === 'i32') return String(scratchView.getInt32(0, true));
  if (type === 'i64') return String(scratchView.getBigInt64(0, true));
  return floatWord(type === 'f32' ? scratchView.getFloat32(0, true) : scratchView.getFloat64(0, true));
}

function floatFrom(text) {
  if (/nan/i.test(text)) throw new Unsupported('a NaN is printed without its bits');
  return Number(text.replace(/inf(inity)?/i, 'Infinity'));
}

function bitsOf(type, text) {
  if (type === 'i32') return BigInt.asUintN(32, BigInt(text));
  if (type === 'i64') return BigInt.asUintN(64, BigInt(text));
  if (type === 'f32') {
    scratchView.setFloat32(0, floatFrom(text), true);
    return BigInt(scratchView.getUint32(0, true));
  }
  if (type !== 'f64') throw new Unsupported(`a result of type ${type}`);
  scratchView.setFloat64(0, floatFrom(text), true);
  return scratchView.getBigUint64(0, true);
}

// --- requests

const hello = () => ({
  protocol: 1, engine: path.basename(program), stages: false, messages: false, linking: false, state: false,
});

function define({ module, bytes, file }) {
  const place = path.join(scratch, `${module}.wasm`);
  fs.writeFileSync(place, file === undefined ? Buffer.from(bytes, 'base64') : fs.readFileSync(file));
  const result = run(style.validate(place));
  if (result.ended || result.signal) return failureOf(result);
  if (!isMade(result) && !(style.isMade && endIfKnown(result)?.end === 'trap')) {
    if (style.linksNothing && hasImports(place)) throw new Unsupported(linksNothing);
    return { end: 'rejected', message: lastLine(result.stderr || result.stdout) };
  }
  state.modules.set(module, place);
  return { end: 'valid' };
}

const linksNothing = 'it links no modules';
const isMade = (result) => style.isMade?.(result) ?? result.status === 0;

// How it ended, where it says so.
function endIfKnown(result) {
  try {
    return style.endOf(result);
  } catch (error) {
    return undefined;
  }
}

// Of those that V8 takes, which others may refuse for what they import.
function hasImports(file) {
  try {
    return WebAssembly.Module.imports(compiled(file)).length > 0;
  } catch (error) {
    return false;
  }
}

function compiled(file) {
  try {
    return new WebAssembly.Module(fs.readFileSync(file));
  } catch (error) {
    throw new Unsupported('nobody here can read its imports');
  }
}

// The files of all that it imports, and of what those import.
function preloadsOf(file, found = new Map()) {
  for (const { module: name } of WebAssembly.Module.imports(compiled(file))) {
    if (found.has(name)) continue;
    if (!state.names.has(name)) throw new Unsupported(`nothing that is a file is called "${name}"`);
    preloadsOf(state.names.get(name), found);
    found.set(name, state.names.get(name));
  }
  return found;
}

function instantiate({ module, instance }) {
  const file = state.modules.get(module);
  if (!file) throw new Unsupported('no such module');
  const preloads = [...preloadsOf(file)];
  if (style.linksNothing && preloads.length > 0) throw new Unsupported(linksNothing);
  const failed = tryToMake(file, preloads);
  if (failed) return failed;
  state.instances.set(instance, { file, preloads });
  return { end: 'instantiated' };
}

// How it ends if it does not work. Programs would be run, too, and are left to calls.
function tryToMake(file, preloads) {
  const isProgram = ({ name }) => ['', '_start', '_initialize'].includes(name);
  if (WebAssembly.Module.exports(compiled(file)).some(isProgram)) return undefined;
  const result = run(style.instantiate(file, preloads));
  return isMade(result) ? undefined : failureOf(result);
}

function made(instance) {
  if (!state.instances.has(instance)) throw new Unsupported('no such instance');
  return state.instances.get(instance);
}

function register({ name, instance, fields }) {
  if (fields) throw new Unsupported('only whole instances have a name on a command line');
  state.names.set(name, made(instance).file);
  return { end: 'done' };
}

const lastLine = (text) => text.trim().split('\n').pop();

function trapOf(message) {
  const isExhausted = /stack (overflow|exhausted)|call stack/i.test(message);
  return { end: 'trap', ...(isExhausted && { code: 'call_stack_exhausted' }), message };
}

// Of those that say it in a line.
function endOf({ stdout, stderr }) {
  const text = `${stdout}\n${stderr}`;
  const said = text.split('\n').find((line) => /error|trap|unlinkable/i.test(line)) ?? lastLine(text);
  const message = said.replace(/^.*(error|unlinkable): /i, '');
  if (/unlinkable: /.test(said)) return { end: 'unlinkable', message };
  if (/^uncaught exception/i.test(message)) return { end: 'exception', message };
  return trapOf(message);
}

// How a run ended that did not work; undefined if it did.
function failureOf(result) {
  if (result.ended) return result.ended;
  if (result.signal) return { end: 'limit', message: `it was ended by ${result.signal}` };
  return result.status === 0 ? undefined : (style.endOf ?? endOf)(result);
}

function invoke({ instance, path: [name], args, type }) {
  const { file, preloads } = made(instance);
  if (!type) throw new Unsupported('the type of the function is unknown');
  if (name === '' || name.startsWith('-') || name.includes('\0')) throw new Unsupported(`no word of a command line: ${name}`);
  const result = run(style.invoke(file, name, args.map(wordOf), preloads));
  const failed = failureOf(result);
  if (failed) return failed;
  const texts = style.results(result);
  if (texts.length !== type.results.length) throw new Unsupported(`it printed ${texts.length} results of ${type.results.length}`);
  return { end: 'done', results: type.results.map((word, i) => ({ type: word, value: String(bitsOf(word, texts[i])) })) };
}

const tasks = { hello, reset, module: define, instantiate, register, invoke };

function answer(request) {
  try {
    const task = Object.hasOwn(tasks, request.do) ? tasks[request.do] : undefined;
    if (!task) throw new Unsupported(`a command line cannot ${request.do}`);
    return task(request);
  } catch (error) {
    return { end: 'unsupported', message: error.message };
  }
}

reset();
answerLines(answer);

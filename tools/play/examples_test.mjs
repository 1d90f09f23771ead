// Tests of the examples, and of what each test of a rule becomes in the playground, by the package of npm in node.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';

import { readCoverage } from '../site/coverage.mjs';
import { top } from '../site/packages.mjs';
import { Repository } from '../site/repository.mjs';
import { needPackages, needPlayground } from '../site/skip.mjs';
import { directivesOf, excerptOf, switchesOf } from './directives.mjs';
import { fixOf } from './fixes.mjs';
import { executionOf, subjectOf } from './subject.mjs';
import { rangeOf } from './text_places.mjs';

needPackages();
const folder = needPlayground();
const { examplesOf } = await import('../site/play_examples.mjs');
const { load } = await import(pathToFileURL(path.join(folder, 'modlink.mjs')));
const modlink = await load();
const repository = new Repository(top);
const rules = readCoverage(repository.read('spec-tests/COVERAGE.md'));
const { groups, scripts, texts } = examplesOf(repository, rules);
const examples = groups.flatMap((group) => group.examples);

function expectPassed(name, text) {
  const run = modlink.runScript(text, { name: 'x.wast', switches: switchesOf(text), onlyFailures: true });
  assert.ok(run.ok, `${name}: ${(run.errors ?? run.directives).map(({ diagnosis }) => diagnosis).join('\n')}`);
}

test('there are examples of each kind, each with a name of its own', () => {
  const [worked, chapters, ofRules] = groups.map((group) => group.examples);
  assert.equal(worked.length, 4);
  assert.ok(chapters.length > 40);
  assert.equal(ofRules.length, rules.size);
  assert.equal(new Set(examples.map(({ id }) => id)).size, examples.length);
  for (const file of examples.flatMap(({ files = [] }) => files)) assert.ok(texts.includes(file), file);
});

test('scripts as a whole', () => {
  for (const file of groups.slice(0, 2).flatMap((group) => group.examples).flatMap(({ files }) => files)) {
    if (file.endsWith('.wast')) expectPassed(file, repository.read(file));
    else assert.ok(modlink.validate(repository.read(file)).ok, file);
  }
});

const places = new Set([...rules.values()].flatMap(({ obeyed, broken }) => [...obeyed.shown, ...broken.shown]).map(({ file, line }) => `${file}:${line}`));

test('each directive that a rule names passes on its own', () => {
  assert.ok(places.size > 1000);
  for (const place of places) {
    const [file, line] = place.split(':');
    assert.ok(scripts.includes(file), file);
    const { text, at } = excerptOf(repository.read(file), [Number(line)]);
    expectPassed(place, text);
    assert.ok(directivesOf(text).some(({ from }) => from === at), place);
  }
});

// What an assertion about a module says of its end.
const ends = { assert_unlinkable: /^unlinkable$/, assert_trap: /^(trap|limit)$/, assert_exception: /^exception$/, assert_limit: /^limit$/ };

// { name, text } with the cursor at `at`.
function subjectAt(name, text, at) {
  const active = { name, text };
  return subjectOf({ active, list: [active] }, at);
}

test('each of them is stepped through to the end that it expects, or rejected at a place in it', () => {
  const wrong = [];
  let stepped = 0;
  let rejected = 0;
  for (const place of places) {
    const [file, line] = place.split(':');
    const { text, at } = excerptOf(repository.read(file), [Number(line)]);
    const subject = subjectAt('x.wast', text, at);
    if (!subject) {
      wrong.push(`${place}: there is no module`);
    } else if (subject.isRejected) {
      ++rejected;
      const { errors: [error] } = modlink.validate(subject.content, subject.options);
      const range = error && rangeOf(text, subject.locate(error));
      const { from, to } = subject.module.directive;
      if (!error || range.from < from || range.to > to) wrong.push(`${place}: ${JSON.stringify(error ?? 'no error')}`);
    } else {
      ++stepped;
      const types = modlink.types(subject.content, subject.options);
      const { stepping, errors } = modlink.stepping(...executionOf(subject, { types }));
      const end = stepping?.go('end').state?.outcome?.kind;
      const { kind } = subject.module.directive;
      // Some limits are those of validation.
      const isBeyond = kind === 'assert_limit' && errors?.[0].stage === 'limit';
      if (!isBeyond && (!stepping || (subject.module.isAsserted && !ends[kind].test(end)))) wrong.push(`${place} ${kind}: ${errors?.[0].message ?? end}`);
      stepping?.close();
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(stepped > 700 && rejected > 600, `${stepped}, ${rejected}`);
});

// Modules with one mistake each, of which the message says what would be right.
const mistakes = [
  '(module (func (drop (i32.cons 1))))', '(modul)', '(module (func (block $abc (br $abd))))', '(module (func (param i32) get_local 0 drop))',
  '(module (func $first) (func (call $frist)))', '(module (import "i" (instance $i (export "first name" (func)))) (alias $i "frist name" (func $f)))',
  '(module (import "i" (instance $i (export "initialize" (func)) (export "x" (func)))) (alias $i "initialise" (func $f)))',
  '(module (import "i" (instance $i (export "initialize" (func)))) (func (call (func $i "initialise"))))',
  '(module (import "m" (module $M (import "initialize" (func)))) (import "f" (func $f)) (instance (instantiate $M (import "initialise" (func $f)))))',
  '(module $P (type $T (func)) (module (func (type $T))))', '(module $P (module $M) (module (instance (instantiate $M))))',
  '(module (func $f) (func (drop (ref.func $f))))', '(module (module (func $f) (func (drop (ref.func $f)))) (func))',
  '(module (func (param i64 i64 i64 i64) (result i64 i64) (i64.add128 (local.get 0) (local.get 1) (local.get 2) (local.get 3))))',
  '(module (memory 1 (pagesize 1)))', '(module (import "a" (func)) (import "a" (func)))', '(module (func (drop (i32.const 1)))', '(module (func)))',
  '(module (memory 1) (func (drop (i32.load align=8 (i32.const 0)))))', '(module (func (param $naïve i32)))',
];

test('what a message says would be right is a quick fix', () => {
  const errorsOf = (text) => modlink.validate(text, { switches: switchesOf(text) }).errors;
  for (const text of mistakes) {
    const [{ message, offset }] = errorsOf(text);
    const fix = fixOf(message, text, offset);
    assert.ok(fix, `${message} in ${text}`);
    const [{ from, to, insert }] = fix.changes;
    const mended = text.slice(0, from) + insert + text.slice(to);
    assert.deepEqual(errorsOf(mended).map((error) => error.message), [], mended);
  }
});

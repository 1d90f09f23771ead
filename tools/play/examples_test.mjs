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

test('each directive that a rule names passes on its own', () => {
  const places = new Set([...rules.values()].flatMap(({ obeyed, broken }) => [...obeyed.shown, ...broken.shown]).map(({ file, line }) => `${file}:${line}`));
  assert.ok(places.size > 1000);
  for (const place of places) {
    const [file, line] = place.split(':');
    assert.ok(scripts.includes(file), file);
    const { text, at } = excerptOf(repository.read(file), [Number(line)]);
    expectPassed(place, text);
    assert.ok(directivesOf(text).some(({ from }) => from === at), place);
  }
});

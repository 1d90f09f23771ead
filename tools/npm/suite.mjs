// Runs scripts by the package of npm. The last line is `N passed, N failed`, as that of spec-runner.
//
//   node tools/npm/suite.mjs PACKAGE [SWITCH]... -- SCRIPT...
//
// The switches are those of spec-runner. A script that reads others gets all files of its folder.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, ...words] = process.argv.slice(2);
const end = words.indexOf('--');
const switches = words.slice(0, end).join(' ');
const { load } = await import(pathToFileURL(path.resolve(folder, 'modlink.mjs')));
const modlink = await load();

function filesBeside(script, content) {
  if (!content.includes('(input ')) return {};
  const around = path.dirname(script);
  const names = readdirSync(around, { recursive: true }).map((name) => path.join(around, name));
  return Object.fromEntries(names.filter((name) => statSync(name).isFile()).map((name) => [name, readFileSync(name)]));
}

const counts = { passed: 0, failed: 0 };
for (const script of words.slice(end + 1)) {
  const content = readFileSync(script);
  const options = { name: script, files: filesBeside(script, content.toString('latin1')), switches, fuel: Infinity };
  const run = modlink.runScript(content, { ...options, onlyFailures: true });
  for (const { diagnosis } of run.errors ?? run.directives) if (diagnosis) process.stderr.write(`${diagnosis.trimEnd()}\n`);
  counts.passed += run.counts?.passed ?? 0;
  counts.failed += run.counts?.failed ?? 1;
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);

// The command lines of tools/site/build and tools/site/serve.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { missing, top } from './packages.mjs';
import { Failure, Problems } from './problems.mjs';

// The comment with which a program opens.
export function usageOf(program) {
  const lines = fs.readFileSync(program, 'utf8').split('\n').slice(1);
  return lines.slice(0, lines.findIndex((line) => !line.startsWith('//'))).map((line) => line.slice(3)).join('\n');
}

function optionsOf(args, options) {
  const all = { ...options, help: { type: 'boolean', short: 'h' } };
  const { values, positionals } = parseArgs({ args, options: all, allowPositionals: true });
  if (positionals.length > 1) throw new Error(`one folder, not ${positionals.length}`);
  return { ...values, folder: path.resolve(positionals[0] ?? path.join(top, 'build/site')) };
}

// What `action` returns for the options, or 2 if there are none, or it fails.
async function run(args, options, program, action) {
  let values;
  try {
    values = optionsOf(args, options);
  } catch (error) {
    console.error(`${error.message}\n\n${usageOf(program)}`);
    return 2;
  }
  if (values.help) {
    console.log(usageOf(program));
    return 0;
  }
  try {
    return await action(values);
  } catch (error) {
    // Ours, or the system's: a folder that cannot be written.
    if (!(error instanceof Failure) && !error.syscall) throw error;
    console.error(error.message);
    return 2;
  }
}

// The package that the playground runs. It takes minutes, and em++.
function buildPackage() {
  const { status, error } = spawnSync(path.join(top, 'tools/npm/check'), ['--build'], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Failure(`the package for the playground is not built: ${error?.message ?? 'see above'}`);
}

async function write({ pdf, play, folder }) {
  if (missing().length > 0)
    throw new Failure(`missing: ${missing().join(', ')}; tools/install-packages --site installs them`);
  if (play) buildPackage();
  const [{ makeSite }, { Repository }, { writeSite }, { printDocument }, { packageFolder }] = await Promise.all(
    ['make_site', 'repository', 'write_site', 'pdf', 'npm_package'].map((name) => import(`./${name}.mjs`)));
  const problems = new Problems();
  const { pages, parts, notes } = makeSite(new Repository(top), problems,
    { specifications: process.env.MODLINK_SPECIFICATIONS, hasDocument: pdf, packageFolder: packageFolder() });
  for (const line of problems.lines) console.error(line);
  if (problems.lines.length > 0) return 1;
  writeSite(pages, folder, (part) => pdf && printDocument(parts, part));
  for (const note of [...notes, path.join(folder, 'index.html')]) console.log(note);
  return 0;
}

export const build = (args, program) => run(args, { pdf: { type: 'boolean' }, play: { type: 'boolean' } }, program, write);

function portOf(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new Failure(`${text} is no port`);
  return port;
}

async function listen({ port, folder }) {
  if (!fs.existsSync(path.join(folder, 'index.html'))) throw new Failure(`there is no site in ${folder}: tools/site/build`);
  const { serve } = await import('./server.mjs');
  const isTaken = (error) => error.code === 'EADDRINUSE' || error.code === 'EACCES';
  const first = port === undefined ? 8080 : portOf(port);
  const { address } = await serve(folder, first).catch((error) => {
    if (!isTaken(error)) throw error;
    if (port === undefined) return serve(folder, 0);
    throw new Failure(`port ${first} cannot be had: ${error.message}`);
  });
  console.log(address);
  return 0;
}

export const serve = (args, program) => run(args, { port: { type: 'string' } }, program, listen);

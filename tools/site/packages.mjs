// The packages of npm that the site is made with: those that third_party/package.json names.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const top = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');

const packages = path.join(top, 'third_party/node_modules');
const list = path.join(top, 'third_party/package.json');

export const load = createRequire(list);

export const folderOf = (name) => path.join(packages, name);

// Of those that building needs, and of `others`.
export function missing(...others) {
  const { dependencies } = JSON.parse(fs.readFileSync(list, 'utf8'));
  return [...Object.keys(dependencies), ...others].filter((name) => !fs.existsSync(path.join(packages, name)));
}

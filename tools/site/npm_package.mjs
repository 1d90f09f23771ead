// The package of npm that the playground runs: where it is.
import fs from 'node:fs';
import path from 'node:path';

import { top } from './packages.mjs';

// Undefined if there is none.
export function packageFolder() {
  const folder = path.resolve(process.env.MODLINK_NPM_PACKAGE ?? path.join(top, 'build-npm/npm/modlink'));
  return fs.existsSync(path.join(folder, 'modlink-wasm.wasm')) ? folder : undefined;
}

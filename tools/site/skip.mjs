// What tests of the site need: without it they say so, and end with the status that ctest takes for skipped.
import { spawnSync } from 'node:child_process';

import { packageFolder } from './npm_package.mjs';
import { missing } from './packages.mjs';

function skip(what) {
  console.log(`SKIPPED: ${what}`);
  process.exit(77);
}

export function needPackages(...others) {
  const names = missing(...others);
  if (names.length > 0) skip(`${names.join(', ')} of third_party/package.json are missing (tools/install-packages --tests)`);
}

// Its path.
export function needBrowser() {
  const browser = process.env.MODLINK_BROWSER ?? 'chromium';
  const { status, stdout } = spawnSync('sh', ['-c', 'command -v "$0"', browser], { encoding: 'utf8' });
  if (status !== 0) skip(`there is no ${browser}`);
  return stdout.trim();
}

// The folder of the package of npm that the playground runs.
export function needPlayground() {
  const folder = packageFolder();
  if (!folder) skip('there is no package for the playground (tools/site/build --play, or MODLINK_NPM_PACKAGE)');
  return folder;
}

// Writing the site into a folder: all of it, in the place of one that was there, and of nothing else.
import fs from 'node:fs';
import path from 'node:path';

import { Failure } from './problems.mjs';

// Tells a site from a folder with something else.
const mark = '.modlink-site';

function makeRoom(folder) {
  const isThere = fs.existsSync(folder);
  if (isThere && fs.readdirSync(folder).length > 0 && !fs.existsSync(path.join(folder, mark)))
    throw new Failure(`${folder} is there, and no site that this program has written: give another folder, or remove it`);
  fs.rmSync(folder, { recursive: true, force: true });
}

export function writeSite(pages, folder) {
  makeRoom(folder);
  for (const [page, content] of pages) {
    const file = path.join(folder, page);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  fs.writeFileSync(path.join(folder, mark), '');
}

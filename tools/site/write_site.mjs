// Writing the site into a folder: all of it, in the place of one that was there, and of nothing else.
import fs from 'node:fs';
import path from 'node:path';

import { Failure } from './problems.mjs';

// Tells a site from a folder with something else.
const mark = '.modlink-site';

function checkRoom(folder) {
  const isThere = fs.existsSync(folder);
  if (isThere && fs.readdirSync(folder).length > 0 && !fs.existsSync(path.join(folder, mark)))
    throw new Failure(`${folder} is there, and no site that this program has written: give another folder, or remove it`);
}

function write(pages, folder) {
  for (const [page, content] of pages) {
    const file = path.join(folder, page);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
  fs.writeFileSync(path.join(folder, mark), '');
}

// `finish` adds what is made of files, before the folder takes its place. What was there stays if anything fails.
export function writeSite(pages, folder, finish = () => {}) {
  checkRoom(folder);
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  const part = fs.mkdtempSync(`${folder}.`);
  try {
    write(pages, part);
    finish(part);
    fs.chmodSync(part, 0o777 & ~process.umask());
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(part, folder);
  } finally {
    fs.rmSync(part, { recursive: true, force: true });
  }
}

// The page of a folder: what is in it, and of that what is on the site.
import path from 'node:path';

import { escape } from './html.mjs';
import { layOut } from './layout.mjs';
import { pageOf } from './paths.mjs';

function item(site, page, folder, name) {
  const file = path.posix.join(folder, name.replace(/\/$/, ''));
  const isThere = site.isWanted(file);
  return `<li>${isThere ? `<a href="${site.linkTo(page, file)}">${escape(name)}</a>` : escape(name)}</li>\n`;
}

export function addFolderPage(site, folder, chapters) {
  const page = pageOf(folder, { isFolder: true });
  const parent = path.posix.dirname(folder);
  const way = folder && `<p class="way"><a href="${site.linkTo(page, parent === '.' ? '' : parent)}">${escape(parent === '.' ? 'modlink' : parent)}</a> /</p>\n`;
  const names = site.repository.names(folder);
  const isWhole = names.every((name) => site.isWanted(path.posix.join(folder, name.replace(/\/$/, ''))));
  const hint = isWhole ? '' : '<p>Linked is what other pages of this site refer to.</p>\n';
  const content = `${way}<h1>${escape(folder ? path.posix.basename(folder) : 'modlink')}</h1>
${hint}<ul class="files">
${names.map((name) => item(site, page, folder, name)).join('')}</ul>`;
  site.add(page, layOut({ site, page, title: folder || 'modlink', content, chapters }));
}

// Where on the site the files of the repository are. The folder `play/` is the playground's.
import path from 'node:path';

export const home = 'index.html';
export const document = 'specification.pdf';
export const playground = 'play/index.html';
export const specification = 'docs/spec';

export const isPicture = (file) => /\.(svg|png)$/.test(file);

export function pageOf(file, { isFolder = false } = {}) {
  if (isFolder) return path.posix.join('source', file, 'index.html');
  if (file === `${specification}/README.md`) return home;
  if (file.startsWith(`${specification}/`)) return file.replace(/^docs\//, '').replace(/\.md$/, '.html');
  if (file.endsWith('.md')) return file.replace(/\.md$/, '.html');
  return isPicture(file) ? file : `source/${file}.html`;
}

export function relative(from, to, anchor = '') {
  const way = encodeURI(path.posix.relative(path.posix.dirname(from), to)).replace(/[?#]/g, encodeURIComponent);
  const here = from === to && anchor;
  return (here ? '' : way) + (anchor ? `#${encodeURIComponent(anchor)}` : '');
}

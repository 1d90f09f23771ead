// The pages of the site, and the files of the repository that are still to become some because a page leads to them.
import path from 'node:path';

import { isPicture, pageOf, relative } from './paths.mjs';

export class Site {
  #wanted = new Set();
  #places = new Map();

  constructor(repository, problems) {
    this.repository = repository;
    this.problems = problems;
    this.pages = new Map();    // by path on the site: text, or bytes
    this.citedBy = new Map();  // by file: the rules that cite it
    this.hasPlayground = false;
  }

  add(page, content) {
    this.pages.set(page, content);
  }

  // The address of a file or folder of the repository, seen from a page. `place` is where that is asked for.
  linkTo(from, file, anchor = '', place = from) {
    const isFolder = this.repository.isFolder(file);
    if (!isFolder && !this.repository.isFile(file)) this.problems.add(place, `there is no ${file}`);
    this.#wanted.add(file);
    return this.linkToPage(from, pageOf(file, { isFolder }), anchor, place);
  }

  linkToPage(from, page, anchor = '', place = from) {
    const href = relative(from, page, anchor);
    this.#places.set(`${from} ${href}`, place);
    return href;
  }

  // Where a page was told to have this link.
  placeOf(page, href) {
    return this.#places.get(`${page} ${href}`) ?? page;
  }

  addCitation(file, rule) {
    if (!this.citedBy.has(file)) this.citedBy.set(file, new Map());
    this.citedBy.get(file).set(rule.name, rule);
  }

  // Files that pages lead to and that are no pages yet: 'markdown', 'picture', 'folder' or 'source'.
  take(kind) {
    const { repository } = this;
    const kindOf = (file) => {
      if (repository.isFolder(file)) return 'folder';
      if (!repository.isFile(file)) return undefined;
      return file.endsWith('.md') ? 'markdown' : isPicture(file) ? 'picture' : 'source';
    };
    const isNew = (file) => !this.pages.has(pageOf(file, { isFolder: repository.isFolder(file) }));
    return [...this.#wanted].filter((file) => kindOf(file) === kind && isNew(file)).sort();
  }

  // The text files in a folder.
  wantContents(folder) {
    for (const name of this.repository.names(folder)) {
      const file = path.posix.join(folder, name);
      if (!name.endsWith('/') && !this.repository.read(file).includes('\0')) this.#wanted.add(file);
    }
  }

  isWanted(file) {
    return this.#wanted.has(file);
  }

  // A link in a Markdown file, as a file and an anchor; undefined if it leads elsewhere.
  static targetOf(file, href) {
    if (/^[a-z][a-z+.-]*:/i.test(href)) return undefined;
    const [, way, anchor] = /^([^#]*)#?(.*)$/.exec(decodeURI(href));
    const target = way === '' ? file : path.posix.normalize(path.posix.join(path.posix.dirname(file), way));
    return { file: target.replace(/\/$/, ''), anchor };
  }
}

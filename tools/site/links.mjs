// That links within the site lead to a page, and to a place on it.
import path from 'node:path';

import { attributes } from './html.mjs';
import { playground } from './paths.mjs';

const isText = (content) => typeof content === 'string';

function idsOf(page, html, problems) {
  const ids = new Set();
  for (const { value } of attributes(html, ['id'])) {
    if (ids.has(value)) problems.add(page, `two places have the name ${value}`);
    ids.add(value);
  }
  return ids;
}

// `pages`: by path, text of those that are HTML. `placeOf` says where a page was told to have a link.
export function checkLinks(pages, problems, placeOf = (page) => page) {
  const ids = new Map();
  for (const [page, content] of pages) {
    if (isText(content) && page.endsWith('.html')) ids.set(page, idsOf(page, content, problems));
  }
  let count = 0;
  for (const page of ids.keys()) {
    for (const { value } of attributes(pages.get(page), ['href', 'src'])) {
      if (/^[a-z][a-z+.-]*:/i.test(value)) continue;
      ++count;
      const [, way, anchor] = /^([^#]*)#?(.*)$/.exec(decodeURIComponent(value));
      const target = way === '' ? page : path.posix.join(path.posix.dirname(page), way);
      if (!pages.has(target)) problems.add(placeOf(page, value), `${page} leads to ${target}, which is no page`);
      // Behind its `#` there is what to open.
      else if (anchor && target !== playground && !ids.get(target)?.has(anchor))
        problems.add(placeOf(page, value), `${page} leads to ${target}#${anchor}, and there is no such place`);
    }
  }
  return count;
}

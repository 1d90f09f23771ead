// What all pages have in common: head, ways to the others, and the place of what they are about.
import { contents } from './chapters.mjs';
import { escape } from './html.mjs';
import { home, pageOf, playground, relative } from './paths.mjs';

export const rulesPage = 'rules.html';
export const corePage = 'core.html';
const name = 'WebAssembly module linking';

const menu = [
  ['Specification', home],
  ['Rules', rulesPage],
  ['Tests', pageOf('spec-tests/COVERAGE.md')],
  ['Decisions', pageOf('docs/decisions.md')],
  ['Core', corePage],
  ['modlink', pageOf('README.md')],
];

const menuOf = (site) => (site.hasPlayground ? [...menu, ['Playground', playground]] : menu);

const anchor = (from, page, text, id) => {
  const current = from === page && !id ? ' aria-current="page"' : '';
  return `<a href="${escape(relative(from, page, id))}"${current}>${escape(text)}</a>`;
};

// The titles of a page below its first; rules by their names alone.
function outline(page, titles) {
  const items = titles.filter(({ level }) => level === 2 || level === 3).map(({ level, id, text, entry }) => {
    const words = entry ? entry.name : text.replace(/`/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
    return `<li class="level-${level}">${anchor(page, page, words, id)}</li>\n`;
  });
  return items.length ? `<ul>\n${items.join('')}</ul>\n` : '';
}

function sidebar(page, chapters, titles) {
  const pages = [{ title: 'Contents', page: home }, ...chapters.map(({ title, file }) => ({ title, page: pageOf(file) }))];
  const isChapter = pages.some((chapter) => chapter.page === page);
  const items = pages.map((chapter) => {
    const inner = chapter.page === page && page !== home ? outline(page, titles) : '';
    return `<li>${anchor(page, chapter.page, chapter.title)}${inner}</li>\n`;
  });
  const own = isChapter ? '' : outline(page, titles);
  const here = own ? `<h2>On this page</h2>\n${own}` : '';
  return `<nav id="contents" aria-label="Chapters">\n${here}<h2>Chapters</h2>\n<ul>\n${items.join('')}</ul>\n</nav>`;
}

function neighbours(page, chapters) {
  const pages = [{ title: 'Contents', file: contents }, ...chapters];
  const at = pages.findIndex(({ file }) => pageOf(file) === page);
  if (at < 0) return '';
  const way = (chapter, rel, sign) =>
    chapter ? `<a rel="${rel}" href="${relative(page, pageOf(chapter.file))}">${sign(escape(chapter.title))}</a>` : '';
  return `<nav class="neighbours" aria-label="Neighbouring chapters">
${way(pages[at - 1], 'prev', (title) => `← ${title}`)}
${way(pages[at + 1], 'next', (title) => `${title} →`)}
</nav>\n`;
}

function head(page, title, styles) {
  const style = (file) => `<link rel="stylesheet" href="${relative(page, file)}">\n`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(page === home ? title : `${title} – ${name}`)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
${styles.map(style).join('')}</head>`;
}

const style = 'assets/style.css';

function header(site, page, more) {
  const items = menuOf(site).map(([text, target]) => `<li>${anchor(page, target, text)}</li>\n`).join('');
  return `<header>
<p><a href="${relative(page, home)}">${name}</a></p>
<nav aria-label="Site"><ul>
${items}</ul></nav>
${more}</header>`;
}

// A page that has its own order below the menu, and may have a script.
export function layOutAlone({ site, page, title, content, styles, kind }) {
  return `${head(page, title, [style, ...styles])}
<body class="${kind}">
<a class="skip" href="#main">Skip to the content</a>
${header(site, page, '')}
${content}
</body>
</html>
`;
}

// `content` is HTML with the page's first title in it. `kind` is a class for the whole page.
export function layOut({ site, page, title, content, chapters, titles = [], hasFormulas = false, kind = 'text' }) {
  return `${head(page, title, hasFormulas ? ['assets/katex/katex.css', style] : [style])}
<body class="${kind}">
<a class="skip" href="#main">Skip to the text</a>
${header(site, page, '<a class="to-contents" href="#contents">Contents</a>\n')}
<div class="columns">
<main id="main" tabindex="-1">
${content}
${neighbours(page, chapters)}</main>
${sidebar(page, chapters, titles)}
</div>
</body>
</html>
`;
}

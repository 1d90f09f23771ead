// Markdown as HTML, by markdown-it: with titles that can be linked to, links to pages of the site, and formulas.
import { citesOf, entryOf } from './citations.mjs';
import { formulaSyntax } from './formula_syntax.mjs';
import { renderFormula } from './formulas.mjs';
import { highlight } from './highlight.mjs';
import { escape } from './html.mjs';
import { load } from './packages.mjs';
import { testSign } from './play_links.mjs';
import { Site } from './site.mjs';

// As where Markdown is shown: "Rule `text-order`" has `rule-text-order`.
export const anchorOf = (title) =>
  title.trim().toLowerCase().replace(/[^\p{L}\p{N}_\- ]/gu, '').replace(/ /g, '-');

const placeOf = (env, line) => `${env.file}:${line + 1}`;

// Each token gets the line it stands in.
function noteLines(state) {
  let line = 0;
  for (const token of state.tokens) {
    line = token.map?.[0] ?? line;
    token.meta = { ...token.meta, line };
    let at = line;
    for (const child of token.children ?? []) {
      child.meta = { ...child.meta, line: at };
      if (child.type === 'softbreak' || child.type === 'hardbreak') ++at;
    }
  }
}

function noteTitle(env, open, inline) {
  const base = anchorOf(inline.content.replace(/\]\([^)]*\)/g, ''));
  const count = env.titles.filter((title) => title.base === base).length;
  const id = count === 0 ? base : `${base}-${count}`;
  const level = Number(open.tag.slice(1));
  open.attrSet('id', id);
  const entry = entryOf(inline.content);
  const title = { id, base, level, entry, text: inline.content, line: open.map[0] };
  env.titles.push(title);
  return title;
}

const html = (state, content) => Object.assign(new state.Token('html_block', '', 0), { content, meta: {} });

// Where a list ends that begins at `at`.
function endOfList(tokens, at) {
  let depth = 0;
  for (let i = at; ; ++i) {
    depth += tokens[i].nesting;
    if (depth === 0) return i;
  }
}

// An entry, which is a rule or a question, is a section, and the list that it ends with is what `env.renderCites` makes
// of it.
function makeEntries(state) {
  const { tokens, env } = state;
  const result = [];
  let entry;
  const end = () => {
    if (entry) result.push(html(state, '</section>\n'));
    entry = undefined;
  };
  for (let i = 0; i < tokens.length; ++i) {
    const token = tokens[i];
    if (token.type === 'heading_open') {
      end();
      const title = noteTitle(env, token, tokens[i + 1]);
      if (title.entry) result.push(html(state, `<section class="entry ${title.entry.kind.toLowerCase()}">\n`));
      entry = title.entry && { ...title.entry, title };
    } else if (entry && token.type === 'bullet_list_open') {
      const last = endOfList(tokens, i);
      const items = tokens.slice(i, last).filter(({ type }) => type === 'inline').map(({ content }) => content);
      const cites = citesOf(items);
      if (cites && env.renderCites) {
        env.entries.push({ ...entry, cites });
        result.push(html(state, env.renderCites({ ...entry, cites, place: placeOf(env, token.map[0]) })));
        i = last;
        continue;
      }
    }
    result.push(token);
  }
  end();
  state.tokens = result;
}

// `**D5. …` begins what is said about a decision.
function nameDecisions(state) {
  const { tokens } = state;
  tokens.forEach((token, i) => {
    const name = token.type === 'paragraph_open' && /^\*\*(D\d+)\. /.exec(tokens[i + 1].content)?.[1];
    if (name) token.attrSet('id', name);
  });
}

// `<a id="name"></a>` is the only HTML that pages have: a place to lead to.
function readAnchor(state, silent) {
  const [whole, id] = /^<a id="([\w-]+)"><\/a>/.exec(state.src.slice(state.pos, state.pos + 120)) ?? [];
  if (!whole) return false;
  if (!silent) state.push('anchor', 'a', 0).attrSet('id', id);
  state.pos += whole.length;
  return true;
}

function linkOf(env, href, line) {
  const target = Site.targetOf(env.file, href);
  if (target && env.site.repository.isFolder(target.file)) env.site.wantContents(target.file);
  return target ? env.site.linkTo(env.page, target.file, target.anchor, placeOf(env, line)) : href;
}

// A line of a script can be opened in the playground as well.
function signOf(env, href) {
  const target = Site.targetOf(env.file, href);
  const [, line] = /^L(\d+)$/.exec(target?.anchor ?? '') ?? [];
  return line ? testSign(env.site, env.page, target.file, Number(line)) : '';
}

const rules = {
  link_open(tokens, at, options, env, renderer) {
    const href = tokens[at].attrGet('href');
    env.sign = signOf(env, href);
    tokens[at].attrSet('href', linkOf(env, href, tokens[at].meta.line));
    return renderer.renderToken(tokens, at, options);
  },
  link_close(tokens, at, options, env, renderer) {
    return renderer.renderToken(tokens, at, options) + env.sign;
  },
  image(tokens, at, options, env, renderer) {
    tokens[at].attrSet('src', linkOf(env, tokens[at].attrGet('src'), tokens[at].meta.line));
    tokens[at].attrSet('alt', renderer.renderInlineAsText(tokens[at].children, options, env));
    return renderer.renderToken(tokens, at, options);
  },
  heading_close(tokens, at, options, env, renderer) {
    if (tokens[at].tag === 'h1') return renderer.renderToken(tokens, at, options);
    const id = tokens.slice(0, at).findLast(({ type }) => type === 'heading_open').attrGet('id');
    const words = escape(tokens[at - 1].content.replace(/`/g, ''));
    const self = `<a class="self" href="#${escape(id)}" aria-label="Link to ${words}">#</a>`;
    return ` ${self}${renderer.renderToken(tokens, at, options)}`;
  },
  fence(tokens, at) {
    const { content, info } = tokens[at];
    return `<pre tabindex="0"><code>${highlight(content, info.trim())}</code></pre>\n`;
  },
  code_block(tokens, at) {
    return `<pre tabindex="0"><code>${escape(tokens[at].content)}</code></pre>\n`;
  },
  table_open: () => '<div class="table" tabindex="0"><table>\n',
  table_close: () => '</table></div>\n',
  th_open(tokens, at, options, env, renderer) {
    // A column without a title has no use for a cell that says so.
    const isEmpty = tokens[at + 1].content === '';
    return isEmpty ? '<td>' : renderer.renderToken(tokens, at, options);
  },
  th_close(tokens, at, options, env, renderer) {
    return tokens[at - 1].content === '' ? '</td>' : renderer.renderToken(tokens, at, options);
  },
  anchor: (tokens, at) => `<a id="${escape(tokens[at].attrGet('id'))}"></a>`,
  formula(tokens, at, options, env) {
    env.hasFormulas = true;
    const place = placeOf(env, tokens[at].meta.line);
    return renderFormula(tokens[at].content, { isDisplay: false, place, problems: env.problems });
  },
  displayed_formula(tokens, at, options, env) {
    env.hasFormulas = true;
    const place = placeOf(env, tokens[at].meta.line);
    const formula = renderFormula(tokens[at].content, { isDisplay: true, place, problems: env.problems });
    return `<div class="formula" tabindex="0">${formula}</div>\n`;
  },
  open_formula(tokens, at, options, env) {
    env.problems.add(placeOf(env, tokens[at].meta.line), 'a formula without an end');
    return '';
  },
};

function makeRenderer({ hasFormulas }) {
  const MarkdownIt = load('markdown-it');
  const markdown = new (MarkdownIt.default ?? MarkdownIt)({ html: false });
  if (hasFormulas) markdown.use(formulaSyntax);
  markdown.inline.ruler.push('anchor', readAnchor);
  markdown.core.ruler.push('lines', noteLines);
  markdown.core.ruler.push('decisions', nameDecisions);
  markdown.core.ruler.push('entries', makeEntries);
  for (const [type, rule] of Object.entries(rules)) {
    markdown.renderer.rules[type] = (tokens, at, options, env, self) => rule(tokens, at, options, env, self);
  }
  return markdown;
}

const plain = makeRenderer({ hasFormulas: false });
const mathematical = makeRenderer({ hasFormulas: true });

// `env`: site, problems, the page's path on the site and the file it is made of; for a chapter of the specification also
// what makes HTML of what a rule cites. Gets the titles and entries that were found.
export function renderMarkdown(text, env, { isSpecification = false } = {}) {
  Object.assign(env, { titles: [], entries: [], hasFormulas: false });
  return (isSpecification ? mathematical : plain).render(text, env);
}

export const renderInline = (text, env) => plain.renderInline(text, env);

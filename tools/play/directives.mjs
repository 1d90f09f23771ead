// The directives of a script, found by their parentheses; and one of them with what it needs, as a script of its own.
// Text may be in any state: what is not closed ends with the text.

// Where what begins at `at` ends: a string, a comment or one character.
export function tokenEnd(text, at) {
  if (text[at] === '"') {
    let end = at + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    return Math.min(end + 1, text.length);
  }
  if (text.startsWith(';;', at)) {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  if (!text.startsWith('(;', at)) return at + 1;
  let depth = 0;
  for (let end = at; end < text.length; ++end) {
    if (text.startsWith('(;', end)) ++depth, ++end;
    else if (text.startsWith(';)', end) && (++end, --depth === 0)) return end + 1;
  }
  return text.length;
}

export const isComment = (text, at) => text.startsWith(';;', at) || text.startsWith('(;', at);

// The `(…)` at `from`: where it ends.
export function formEnd(text, from) {
  let depth = 0;
  for (let at = from; at < text.length;) {
    if (!isComment(text, at)) {
      if (text[at] === '(') ++depth;
      if (text[at] === ')' && --depth === 0) return at + 1;
    }
    at = tokenEnd(text, at);
  }
  return text.length;
}

// Begins with the comment lines right above, if there are any: they say what a directive shows.
function commentBegin(text, from) {
  let begin = from;
  while (text[begin - 1] === '\n') {
    const lineBegin = begin < 2 ? 0 : text.lastIndexOf('\n', begin - 2) + 1;
    if (!text.startsWith(';;', lineBegin)) break;
    begin = lineBegin;
  }
  return begin;
}

// [{ from, to, begin, line, endLine, kind }]: `begin` is where its comment begins, lines are from 1.
export function directivesOf(text) {
  const directives = [];
  let line = 1;
  let counted = 0;
  const lineAt = (at) => {
    for (; counted < at; ++counted) if (text[counted] === '\n') ++line;
    return line;
  };
  for (let at = 0; at < text.length;) {
    if (text[at] !== '(' || isComment(text, at)) {
      at = tokenEnd(text, at);
      continue;
    }
    const to = formEnd(text, at);
    const kind = /^\(\s*([a-z_]*)/.exec(text.slice(at, at + 60))?.[1] ?? '';
    directives.push({ from: at, to, begin: commentBegin(text, at), line: lineAt(at), endLine: lineAt(to - 1), kind });
    at = to;
  }
  return directives;
}

// What the comment of a directive says that it shows, `;; + a.1 b.2` or `;; - a.1`: [{ id, isObeyed }].
export function shownBy(text, { begin, from }) {
  return [...text.slice(begin, from).matchAll(/^;; ([+-]) (.*)$/gm)]
    .flatMap(([, sign, ids]) => ids.trim().split(/\s+/).map((id) => ({ id, isObeyed: sign === '+' })));
}

// The words that an assertion expects: the string with which it ends.
export function expectedWords(text, { from, to, kind }) {
  if (!kind.startsWith('assert_')) return undefined;
  return /"((?:[^"\\\n]|\\.)*)"\s*\)$/.exec(text.slice(from, to))?.[1];
}

// Switches that the first line asks for. docs/dialects.md
export const switchesOf = (text) => /^;; options: (.*)/.exec(text)?.[1].trim();

const named = /\$[^\s()";]+/g;

// What a directive makes, and what it needs of those before it.
class Needs {
  constructor(text, directives) {
    this.text = text;
    this.directives = directives;
    this.isOf2021 = /--compat=2021/.test(switchesOf(text) ?? '');
    this.names = new Map();        // `$x`: number of the directive that defines it
    this.registered = new Map();   // `"a"`: those that register it
    this.last = undefined;         // the module that actions without a name act on
  }

  bodyOf(index) {
    const { from, to } = this.directives[index];
    return this.text.slice(from, to);
  }

  // Those whose names a module imports; names that are written with escapes may be any.
  addRegistered(body, needs) {
    const isEscaped = body.includes('\\') && !/\(\s*module\b[^(]*\bbinary\b/.test(body);
    for (const [name, register] of this.registered) if (isEscaped || body.includes(name)) needs.add(register);
  }

  of(index) {
    const { kind } = this.directives[index];
    const body = this.bodyOf(index);
    const needs = new Set();
    for (const [name] of body.matchAll(named)) if (this.names.has(name)) needs.add(this.names.get(name));
    if (/\(\s*module\b/.test(body)) this.addRegistered(body, needs);
    if (/^\(\s*module\s+instance\b/.test(body)) {
      for (const need of [...needs]) this.addRegistered(this.bodyOf(need), needs);
    }
    const acts = /\(\s*(invoke|get)\s+"/.test(body) || (kind === 'register' && !/\$/.test(body)) ||
      /^\(\s*module\s+instance\s*\)?$/.test(body);
    if (acts && this.last !== undefined) needs.add(this.last);
    return needs;
  }

  define(index) {
    const { kind } = this.directives[index];
    const body = this.bodyOf(index);
    if (kind === 'module') {
      const [, sort, name] = /^\(\s*module(?:\s+(definition|instance)\b)?\s*(\$[^\s()";]+)?/.exec(body);
      if (name) this.names.set(name, index);
      if (name && this.isOf2021) this.registered.set(`"${name.slice(1)}"`, index);
      if (sort !== 'definition') this.last = index;
    }
    if (kind === 'register') this.registered.set(/"(?:[^"\\]|\\.)*"/.exec(body)?.[0] ?? '', index);
  }
}

const actions = new Set(['invoke', 'assert_return', 'assert_trap', 'assert_exception', 'assert_exhaustion', 'assert_unlinkable']);

// Actions change what they act on, and modules what they import: those before a wanted directive are kept where that is.
function changesOf(wanted, needs, directives, end) {
  const more = [];
  for (let i = 0; i < end; ++i) {
    const { kind } = directives[i];
    const changes = (need) =>
      wanted.has(need) && (actions.has(kind) || kind === 'register' || (kind === 'module' && directives[need].kind === 'register'));
    if ([...needs[i]].some(changes)) more.push(i);
  }
  return more;
}

// The directives at these lines, and what they need: numbers of directives, in order.
function wantedOf(text, directives, lines) {
  const needs = [];
  const known = new Needs(text, directives);
  directives.forEach((_, index) => {
    needs.push(known.of(index));
    known.define(index);
  });
  const wanted = new Set();
  const add = (index) => {
    if (wanted.has(index)) return;
    wanted.add(index);
    needs[index].forEach(add);
  };
  const asked = lines.map((line) => directives.findIndex((it) => it.line <= line && line <= it.endLine)).filter((i) => i >= 0);
  asked.forEach(add);
  for (let size = -1; size !== wanted.size;) {
    size = wanted.size;
    changesOf(wanted, needs, directives, Math.max(...asked)).forEach(add);
  }
  return [...wanted].sort((a, b) => a - b);
}

// A script of the directives at these lines, or the whole one if there are none. `at`: where the first of them is in it.
export function excerptOf(text, lines) {
  const directives = directivesOf(text);
  const wanted = wantedOf(text, directives, lines);
  if (wanted.length === 0) return { text, at: 0 };
  const header = /^;; options: .*/.exec(text)?.[0];
  let excerpt = header ? `${header}\n\n` : '';
  let at = 0;
  for (const index of wanted) {
    const { begin, from, to, line, endLine } = directives[index];
    if (line <= lines[0] && lines[0] <= endLine) at = excerpt.length + (from - begin);
    excerpt += `${text.slice(begin, to)}\n\n`;
  }
  return { text: excerpt.trimEnd() + '\n', at };
}

// The modules of scripts: those of `(module …)`, and those that assertions are about; what each is as a module of its own, and
// where in the script that is written.
import { directivesOf, formEnd, isComment, tokenEnd } from './directives.mjs';

// Assertions about modules. The first two reject them, so nothing of them is executed.
const rejecting = new Set(['assert_malformed', 'assert_invalid']);
const asserting = new Set([...rejecting, 'assert_unlinkable', 'assert_trap', 'assert_exception', 'assert_limit',
  'assert_malformed_custom', 'assert_invalid_custom']);

const head = /^\(\s*module(?:\s+(definition|instance)(?=[\s()]))?\s*(\$"(?:[^"\\]|\\.)*"|\$[^\s()";]+)?\s*(?:(binary|quote)(?=[\s()";]))?/;

// The first `(` behind `at` that is no comment, and not behind `end`.
function openingBehind(text, at, end) {
  for (let next = at; next < end; next = tokenEnd(text, next)) {
    if (text[next] === '(' && !isComment(text, next)) return next;
  }
  return -1;
}

function moduleIn(text, directive) {
  const from = asserting.has(directive.kind) ? openingBehind(text, directive.from + 1, directive.to) : directive.from;
  if (from < 0) return undefined;
  const to = from === directive.from ? directive.to : formEnd(text, from);
  const [all, sort, name, form = 'text'] = head.exec(text.slice(from, to)) ?? [];
  if (all === undefined) return undefined;
  const names = sort === 'instance' ? text.slice(from, to).match(/\$[^\s()";]+/g) ?? [] : undefined;
  return { from, to, names, line: directive.line + text.slice(directive.from, from).split('\n').length - 1, name, form, sort, body: from + all.length, directive };
}

// [{ from, to, line, name, form, sort, body, directive, isMade, isRejected, made }]: `form` is `text`, `quote` or `binary`, `sort`
// may be `definition` or `instance`; `isMade` says that the directive makes an instance, `made` how many were made before; `body` is
// where the strings of the latter two forms begin.
export function modulesOf(text) {
  let made = 0;
  return directivesOf(text).filter(({ kind }) => kind === 'module' || asserting.has(kind)).map((directive) => {
    const module = moduleIn(text, directive);
    if (!module) return undefined;
    const isMade = directive.kind === 'module' && module.sort !== 'definition';
    return { ...module, isMade, isRejected: rejecting.has(directive.kind), isAsserted: directive.kind !== 'module', made: isMade ? made++ : made };
  }).filter(Boolean);
}

const actions = new Set(['invoke', 'get', 'register', 'assert_return', 'assert_trap', 'assert_exception', 'assert_exhaustion']);

// The instance that what stands at an offset is done to.
function actedOn(text, modules, offset) {
  const directive = directivesOf(text).find(({ from, to }) => from <= offset && offset <= to);
  if (!directive || !actions.has(directive.kind)) return undefined;
  const [, name] = /\(\s*(?:invoke|get|register\s+"(?:[^"\\]|\\.)*")\s+(\$[^\s()";]+)/.exec(text.slice(directive.from, directive.to)) ?? [];
  const before = modules.filter(({ isMade, to }) => isMade && to <= directive.from);
  return name ? before.findLast((module) => module.name === name) : before.at(-1);
}

// The module at an offset; that which is acted on there; or else one before it that an instance is made of, the last one, any.
export function moduleAt(text, modules, offset) {
  return modules.find(({ directive }) => directive.from <= offset && offset <= directive.to) ?? actedOn(text, modules, offset) ??
    modules.findLast(({ isMade, to }) => isMade && to < offset) ?? modules.findLast(({ isMade }) => isMade) ?? modules.at(-1);
}

// What an instance is made of, where that is written.
export function writtenOf(modules, module) {
  if (module?.sort !== 'instance') return module;
  const of = module.names[1];
  const before = modules.filter(({ sort, isAsserted, to }) => sort !== 'instance' && !isAsserted && to <= module.from);
  return of ? before.findLast(({ name }) => name === of) : before.at(-1);
}

const blank = (text) => text.replace(/[^\n\r]/g, ' ');

// A module of a script as a text in which everything stands where it stands in the script.
export function moduleText(script, { from, to }) {
  const body = script.slice(from, to).replace(/^(\(\s*module\s+)(definition)(?=[\s()])/, (all, first, word) => first + blank(word));
  return blank(script.slice(0, from)) + body;
}

// The script in which an instance is made of what an assertion is about, and everything is where it was.
export function scriptMaking(script, module) {
  const { directive, from, to } = module;
  return script.slice(0, directive.from) + blank(script.slice(directive.from, from)) + script.slice(from, to) +
    blank(script.slice(to, directive.to)) + script.slice(directive.to);
}

const simple = { t: '\t', n: '\n', r: '\r', '"': '"', "'": "'", '\\': '\\' };

// One character of a string that begins at `at`: { to, bytes }.
function characterAt(text, at) {
  const utf8 = (character) => new TextEncoder().encode(character);
  if (text[at] !== '\\') {
    const character = String.fromCodePoint(text.codePointAt(at));
    return { to: at + character.length, bytes: utf8(character) };
  }
  const escaped = text[at + 1];
  if (simple[escaped] !== undefined) return { to: at + 2, bytes: utf8(simple[escaped]) };
  const [all, hex] = /^\\u\{([0-9a-fA-F_]{1,8})\}/.exec(text.slice(at, at + 14)) ?? [];
  const code = parseInt(hex?.replace(/_/g, '') ?? '', 16);
  if (all && code <= 0x10ffff) return { to: at + all.length, bytes: utf8(String.fromCodePoint(code)) };
  return { to: at + 3, bytes: [parseInt(text.slice(at + 1, at + 3), 16) & 0xff] };
}

// What the strings of a `binary` or `quote` module stand for: { bytes, places }; `places` has where each byte is written, and
// at the end where the last one ends.
export function stringsOf(text, { body, to }) {
  const bytes = [];
  const places = [];
  let end = body;
  for (let at = body; at < to; at = tokenEnd(text, at)) {
    if (text[at] !== '"') continue;
    const last = tokenEnd(text, at) - 1;
    for (let inside = at + 1; inside < last;) {
      const character = characterAt(text, inside);
      for (const byte of character.bytes) {
        bytes.push(byte);
        places.push(inside);
      }
      inside = end = character.to;
    }
  }
  return { bytes: Uint8Array.from(bytes), places: [...places, end] };
}

// `places` of bytes as those of UTF-16 units.
function unitPlaces(content, places) {
  const units = [];
  let at = 0;
  for (const character of content) {
    for (let i = 0; i < character.length; ++i) units.push(places[at]);
    at += new TextEncoder().encode(character).length;
  }
  return [...units, places.at(-1)];
}

// What a module of a script is on its own: { content, places }, of which `places` is there if its offsets are not the script's.
export function contentOf(script, module) {
  if (module.form === 'text') return { content: moduleText(script, module) };
  const { bytes, places } = stringsOf(script, module);
  if (module.form === 'binary') return { content: bytes, places };
  try {
    const content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { content, places: unitPlaces(content, places) };
  } catch {
    return { content: bytes, places };
  }
}

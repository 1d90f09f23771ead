// Bytes of a binary and what they are written as, each found for the other.
import { isComment, tokenEnd } from './directives.mjs';

// The lines of `objdump`: `00000a  02                        types: 2` as { at, bytes, text, depth }; lines that only go on with
// bytes belong to the one before.
export function rowsOf(dump) {
  const rows = [];
  for (const line of dump.split('\n')) {
    const [, address] = /^([0-9a-f]{6,}) {2}/.exec(line) ?? [];
    if (address === undefined) continue;
    const begin = address.length + 2;
    const bytes = line.slice(begin, begin + 24).trim();
    const [, indent, text] = /^( *)(.*)$/.exec(line.slice(begin + 24));
    const at = parseInt(address, 16);
    if (!/^[0-9a-f]{2}( [0-9a-f]{2}){0,7}$/.test(bytes)) rows.push({ at, bytes: '', text: line.slice(begin), depth: 0 });
    else if (text === '' && rows.length > 0) rows.at(-1).bytes += ` ${bytes}`;
    else rows.push({ at, bytes, text, depth: indent.length / 2 });
  }
  return rows;
}

// For each of `ats`, in their order, the innermost of the spans that it is in, which lie in each other: its number, or -1.
export function spansAt(map, ats) {
  const open = [];
  let next = 0;
  return ats.map((at) => {
    for (; next < map.length && map[next].begin <= at; ++next) open.push(next);
    while (open.length > 0 && map[open.at(-1)].endAt <= at) open.pop();
    return open.at(-1) ?? -1;
  });
}

// Where each `(` of a text is closed.
export function formsOf(text) {
  const ends = new Map();
  const open = [];
  for (let at = 0; at < text.length; at = tokenEnd(text, at)) {
    if (isComment(text, at)) continue;
    if (text[at] === '(') open.push(at);
    else if (text[at] === ')' && open.length > 0) ends.set(open.pop(), at + 1);
  }
  return ends;
}

// All of what begins at a token: a form, or an instruction and what follows in its line.
export function writtenRange(text, forms, offset) {
  for (const from of [offset, offset - 1]) if (forms.has(from)) return { from, to: forms.get(from) };
  if (text[offset] === ')') return { from: offset, to: offset + 1 };
  const [rest] = /^(?:[^()\n;]|;(?!;))*/.exec(text.slice(offset, offset + 1000));
  return { from: offset, to: offset + Math.max(rest.trimEnd().length, 1) };
}

// The spans whose text is the smallest around an offset: several may be written at the same place.
export function spansWritten(ranges, offset) {
  let found = [];
  let least = Infinity;
  ranges.forEach((range, i) => {
    if (!range || offset < range.from || offset > range.to) return;
    const size = range.to - range.from;
    if (size < least) found = [];
    if (size <= least) found.push(i);
    least = Math.min(least, size);
  });
  // Two that meet there: the one that begins there.
  const from = Math.max(...found.map((i) => ranges[i].from));
  return found.filter((i) => ranges[i].from === from);
}

// Of spans those that have no other one of them in them: a section is where the first thing in it is.
export const innermostOf = (spans) => spans.filter((span) =>
  !spans.some(({ begin, endAt }) => span.begin <= begin && endAt <= span.endAt && endAt - begin < span.endAt - span.begin));

// Places in texts: lines and columns, from 1 and in code points, as offsets in UTF-16 units, as CodeMirror has them.

export function offsetOf(text, line, column = 1) {
  let at = 0;
  for (let i = 1; i < line; ++i) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  const end = text.indexOf('\n', at);
  const content = text.slice(at, end < 0 ? text.length : end);
  return at + [...content].slice(0, column - 1).join('').length;
}

// { line, column } of an offset.
export function lineColumnOf(text, offset) {
  const before = text.slice(0, offset);
  const begin = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: [...before.slice(begin)].length + 1 };
}

// The token at an offset, a parenthesis with the word behind it.
const tokenAt = (text, at) => /^(?:\$?"(?:[^"\\\n]|\\.)*"|\(?[^\s()";]+)?/.exec(text.slice(at, at + 1000))[0];

// The part of a text that a place is about, at least a character of it where there is one. What has no end is a token.
export function rangeOf(text, place) {
  let from = place.offset ?? (place.line ? offsetOf(text, place.line, place.column) : 0);
  let to = place.endOffset ?? (place.endColumn ? offsetOf(text, place.line, place.endColumn) : from + Math.max(tokenAt(text, from).length, 1));
  from = Math.min(from, text.length);
  to = Math.min(Math.max(to, from), text.length);
  if (from === to && to < text.length) ++to;
  else if (from === to && from > 0) --from;
  return { from, to };
}

// The innermost of `ranges`, { from, to }, that has an offset in it: its number, or -1.
export function innermost(ranges, offset) {
  let found = -1;
  ranges.forEach((range, i) => {
    if (!range || offset < range.from || offset > range.to) return;
    const size = range.to - range.from;
    if (found < 0 || size <= ranges[found].to - ranges[found].from) found = i;
  });
  return found;
}

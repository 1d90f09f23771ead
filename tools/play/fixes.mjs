// Quick fixes: what errors say would be right, as changes of the text.
import { formsOf } from './byte_links.mjs';

const wordAt = (text, at) => /^(?:\$?"(?:[^"\\\n]|\\.)*"|[^\s()";]+)/.exec(text.slice(at, at + 1000))?.[0];

const replace = (from, old, insert) => ({ label: `Replace by ${insert}`, changes: [{ from, to: from + old.length, insert }] });

const kindOf = (word) => (/^\$?"/.test(word) ? 'name' : word.startsWith('$') ? 'id' : 'keyword');

// What the words of a message complain of, as it stands in the text between two places: of names the first one, of keywords the
// last word.
function complained(text, from, to, head, kind) {
  const words = (head.match(/\$?"(?:[^"\\]|\\.)*"|[^\s,:]+/g) ?? []).filter((word) => kindOf(word) === kind);
  for (const word of kind === 'keyword' ? words.reverse() : words) {
    for (let at = text.indexOf(word, from); at >= 0 && at < to; at = text.indexOf(word, at + 1)) {
      if (wordAt(text, at) === word) return { at, word };
    }
  }
  return undefined;
}

function formEnd(text, from) {
  const forms = formsOf(text);
  return forms.get(from) ?? forms.get(from - 1) ?? from + (wordAt(text, from)?.length ?? 1);
}

// The end of the innermost module around a place, before what closes it, or of the text.
function moduleEnd(text, place) {
  let end = text.trimEnd().length;
  for (const [from, to] of formsOf(text)) {
    if (from <= place && place < to && to <= end && /^\(\s*module[\s()]/.test(text.slice(from, from + 100))) end = to - 1;
  }
  return end;
}

// An option in the first line.
function withOption(text, option) {
  const [header] = /^;; options: .*/.exec(text) ?? [];
  const label = `Add the option ${option}`;
  if (header) return { label, changes: [{ from: header.length, to: header.length, insert: ` ${option}` }] };
  return { label, changes: [{ from: 0, to: 0, insert: `;; options: ${option}\n` }] };
}

// An argument is called otherwise than what is imported.
function renamedArgument([, expected, given], text, from) {
  const found = complained(text, from, formEnd(text, from), given, 'name');
  return found && replace(found.at, found.word, expected);
}

function meant([, head, insert], text, from) {
  const found = complained(text, from, formEnd(text, from), head, kindOf(insert));
  return found && replace(found.at, found.word, insert);
}

// `(type outer $P $T)`: what names the kind may be there already.
function outerAlias([, kind, rest], text, from) {
  const old = wordAt(text, from);
  if (!old?.startsWith('$')) return undefined;
  const isNamed = new RegExp(`\\(\\s*${kind}\\s+$`).test(text.slice(Math.max(from - 50, 0), from));
  return replace(from, old, isNamed ? rest : `(${kind} ${rest})`);
}

function declared([, declaration], text, from) {
  const at = moduleEnd(text, from);
  const [gap] = /\s*$/.exec(text.slice(0, at));
  return { label: `Add ${declaration}`, changes: [{ from: at - gap.length, to: at - gap.length, insert: `\n  ${declaration}` }] };
}

function naturalAlignment([, bytes], text, from) {
  const [old] = /^[^()]*?\balign=(?=\d)/.exec(text.slice(from, from + 200)) ?? [];
  if (old === undefined) return undefined;
  const at = from + old.length - 'align='.length;
  return replace(at, wordAt(text, at), `align=${bytes}`);
}

// Identifiers may have other characters between quotation marks.
function quotedIdentifier(match, text, from) {
  const [begin] = /\$[^\s()";$]*$/.exec(text.slice(Math.max(from - 200, 0), from)) ?? [];
  if (begin === undefined) return undefined;
  const [rest] = /^[^\s()";]*/.exec(text.slice(from, from + 200));
  return replace(from - begin.length, begin + rest, `$"${begin.slice(1)}${rest}"`);
}

const identifier = String.raw`(?:\$"(?:[^"\\]|\\.)*"|\$[^\s()]+|\d+)`;

// Words of messages, and what they ask for.
const kinds = [
  [/^unknown import ("(?:[^"\\]|\\.)*"): .*; did you mean ("(?:[^"\\]|\\.)*")\?/, renamedArgument],
  [/^(.*?); did you mean (\$?"(?:[^"\\]|\\.)*"|\S+?)\?/, meant],
  // The only one that there is.
  [/^(unknown export "(?:[^"\\]|\\.)*").*, which has ("(?:[^"\\]|\\.)*")(?: \(in .*\))?$/, meant],
  [/^(unknown operator \S+): it is called (\S+) now/, meant],
  [new RegExp(`; write \\((type|module) (outer ${identifier} ${identifier})\\)`), outerAlias],
  [new RegExp(`; write (\\(elem declare func ${identifier}\\))`), declared],
  [/ needs feature \S+ \((--enable [a-z0-9-]+)\)/, ([, option], text) => withOption(text, option)],
  [/: forbidden without (--[a-z-]+=[a-z]+)/, ([, option], text) => withOption(text, option)],
  [/^alignment must not be larger than natural, which is (\d+) /, naturalAlignment],
  [/^illegal character: U\+/, quotedIdentifier],
  [/: unclosed parenthesis$/, (match, text) => ({ label: 'Add ) at the end', changes: [{ from: text.trimEnd().length, to: text.trimEnd().length, insert: ')' }] })],
  [/^unexpected token \), expected the end/, (match, text, from) => (text[from] === ')' ? { label: 'Remove )', changes: [{ from, to: from + 1, insert: '' }] } : undefined)],
];

// { label, changes: [{ from, to, insert }] } of a message about what begins at `from` in a text, or undefined.
export function fixOf(message, text, from) {
  for (const [words, fix] of kinds) {
    const match = words.exec(message);
    if (match) return fix(match, text, from);
  }
  return undefined;
}

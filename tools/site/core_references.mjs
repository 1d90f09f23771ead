// Which code is about which part of the core specification: what comments say behind `spec:`.

const chapter = '(?:syntax|valid|exec|binary|text|appendix)';
const isDocument = new RegExp(`^${chapter}/[a-z]+$`);

// A part of a reference: the title of a section or a label, which can be linked to, or the name of something. Undefined
// where the reference has ended and the sentence goes on.
function partOf(text) {
  const words = text.replace(/[:(].*$/, '').trim();
  if (new RegExp(`^(${chapter}|match|aux)-[a-z0-9._-]+$`).test(words)) return { label: words };
  if (/^[A-Z]/.test(words)) return { title: words };
  return /^(`[^`]+`|"[^"]+"|[\w.]+)$/.test(words) ? { words } : undefined;
}

// `valid/instructions, Control Instructions, valid-catch` names two places of one document.
function placesIn(item) {
  const found = [];
  let document;
  let isAlone = false;
  const end = () => isAlone && found.push({ document });
  for (const part of item.split(/,\s+/)) {
    const isIndex = !document && new RegExp(`^${chapter}$`).test(part);
    if (isDocument.test(part) || isIndex) {
      end();
      document = isIndex ? `${part}/index` : part;
      isAlone = true;
      continue;
    }
    const place = document && partOf(part);
    if (!place) break;
    found.push({ document, ...place });
    isAlone = false;
  }
  end();
  return found;
}

// Those of a text, up to the end of its sentence.
export function referencesIn(text) {
  const sentence = text.split(/\n|\s{3,}|\.\s+(?=[A-Z`])|\.$/)[0];
  const items = sentence.replace(new RegExp(` and (?=${chapter}/)`, 'g'), '; ').split(/;\s*/);
  return items.flatMap((item) => placesIn(item.trim()));
}

const isComment = (line) => /^\s*\/\//.test(line);
// An empty line ends a paragraph.
const wordsOf = (line) => line.replace(/^\s*\/\/ ?/, '') || '\n';

const noFunctions = /^\s*(return|if|for|while|switch|case|else|throw|do|static_assert|assert)\b/;

// What a line of code declares; undefined if it is a statement.
export function declaredIn(line) {
  if (noFunctions.test(line)) return undefined;
  const patterns = [
    /^\s*[A-Z][A-Z_]+\(([a-z]\w*)/,
    /^\s*(?:template <.*> )?(?:struct|class|enum class|enum|union|concept|using)\s+(\w+)/,
    /^#define (\w+)/,
    /^\s*(?:[\w:<>,&*[\]]+\s+)+[*&]?([~\w:]+)\(/,
    /^\s*(?:explicit )?([A-Z]\w*)\(/,
    /^\s*(?:[\w:<>,*&]+\s+)+[*&]?(\w+)(?: = |;|\{|\[)/,
  ];
  for (const pattern of patterns) {
    const match = pattern.exec(line);
    if (match) return match[1];
  }
  return undefined;
}

const indentOf = (line) => /^ */.exec(line)[0].length;

// The function or class around a line: what is declared above it and further to the left.
function around(lines, at) {
  let indent = indentOf(lines[at]);
  for (let i = at - 1; i >= 0 && indent > 0; --i) {
    if (lines[i].trim() === '' || indentOf(lines[i]) >= indent || isComment(lines[i])) continue;
    indent = indentOf(lines[i]);
    const name = declaredIn(lines[i]);
    if (name && lines[i].trimEnd().endsWith('{')) return name;
  }
  return undefined;
}

// What a comment that ends above `next` is about.
function subjectOf(lines, next) {
  while (/^\s*(template <[^;]*|\[\[.*\]\])$/.test(lines[next] ?? '')) ++next;
  return declaredIn(lines[next] ?? '') ?? (lines[next] === undefined ? undefined : around(lines, next));
}

// The comments of a source: [{ line, text, subject }]; that with which it opens is about all of it.
function* commentsOf(lines) {
  for (let at = 0; at < lines.length; ++at) {
    const begin = at;
    if (!isComment(lines[at])) {
      const trailing = /^(.*\S)\s+\/\/ (.*)$/.exec(lines[at]);
      if (trailing) yield { line: at, text: trailing[2], subject: declaredIn(trailing[1]) ?? around(lines, at) };
      continue;
    }
    while (isComment(lines[at + 1] ?? '')) ++at;
    const text = lines.slice(begin, at + 1).map(wordsOf).join(' ');
    yield { line: begin, text, subject: begin === 0 ? undefined : subjectOf(lines, at + 1), isWhole: begin === 0 };
  }
}

// [{ document, title or label or words, file, line, subject, says, isWhole }]
export function referencesOf(file, text) {
  const found = [];
  for (const comment of commentsOf(text.split('\n'))) {
    const at = comment.text.indexOf('spec: ');
    if (at < 0) continue;
    const { line, subject, isWhole = false } = comment;
    const says = comment.text.slice(0, at).replace(/[(\s]+$/, '');
    for (const reference of referencesIn(comment.text.slice(at + 'spec: '.length)))
      found.push({ ...reference, file, line: line + 1, subject, says, isWhole });
  }
  return found;
}

// The three lines with which a rule of docs/spec ends. docs/spec/README.md, "How to read it"

// Items are apart by a comma or a semicolon, the words of one by nothing but blanks: [['linking/linker.h', 'Linker']].
export function citationsOf(text) {
  const items = [];
  let isNew = true;
  let rest = text;
  for (let match; (match = /^([^`]*)`([^`]*)`/.exec(rest)); rest = rest.slice(match[0].length)) {
    isNew ||= match[1].trim() !== '';
    if (isNew) items.push([]);
    items.at(-1).push(match[2]);
    isNew = false;
  }
  return items;
}

export const sourcesOf = (text) => text.split(';').map((source) => source.trim());

// `Rule `name`` or `Question `name``: undefined for other titles.
export function entryOf(title) {
  const match = /^(Rule|Question) `([^`]+)`$/.exec(title);
  return match ? { kind: match[1], name: match[2] } : undefined;
}

// What an entry's last list says, undefined if it is another one. `items` are texts.
export function citesOf(items) {
  const cites = {};
  for (const item of items) {
    const match = /^(tests|code|source): (.*)$/s.exec(item.replace(/\s*\n\s*/g, ' '));
    if (!match) return undefined;
    cites[match[1]] = match[1] === 'source' ? sourcesOf(match[2]) : citationsOf(match[2]);
  }
  return items.length > 0 ? cites : undefined;
}

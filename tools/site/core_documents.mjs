// The sources of the core specification, where they are at hand: whether what comments cite is in them.
import fs from 'node:fs';
import path from 'node:path';

const plain = (title) => title.replace(/:[a-z]+:`([^`<]*?)\s*(<[^`]*>)?`/g, '$1').replace(/\s+/g, ' ').trim().toLowerCase();

// Titles are underlined, all in lower case.
export function titlesIn(text) {
  const lines = text.split('\n');
  const isUnderline = (line) => /^([-=~.^:'"]){3,}$/.test(line) && new Set(line).size === 1;
  return new Set(lines.filter((line, i) => /^\S/.test(line) && isUnderline(lines[i + 1] ?? '')).map(plain));
}

// The anchor that Sphinx gives a title.
export const anchorOfTitle = (title) => title.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

// `folder` has `core/`.
export function checkReferences(references, folder, problems) {
  const documents = new Map();
  for (const { document } of references) {
    const file = path.join(folder, 'core', `${document}.rst`);
    if (!documents.has(document) && fs.existsSync(file)) documents.set(document, fs.readFileSync(file, 'utf8'));
  }
  for (const { document, title, label, file, line } of references) {
    const text = documents.get(document);
    const complain = (what) => problems.add(`${file}:${line}`, what);
    if (text === undefined) complain(`there is no core ${document}`);
    else if (title && !titlesIn(text).has(title.toLowerCase())) complain(`core ${document} has no title "${title}"`);
    else if (label && !text.includes(`.. _${label}:`)) complain(`core ${document} has no label ${label}`);
  }
}

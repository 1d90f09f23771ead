// Examples: files of the repository, of which the site has the texts beside the page.
import { excerptOf } from './directives.mjs';
import { element } from './dom.mjs';
import { readTest } from './fragment.mjs';
import { loadPart } from './parts.mjs';

const baseName = (file) => file.replace(/.*\//, '');
const textOf = (file) => loadPart(`files/${file}`);

export const listed = () => loadPart('examples');

// A test of a rule: the directives in these lines, and what they need.
async function excerptFile({ file, lines }, name) {
  const { text, at } = excerptOf(await textOf(file), lines);
  return { name, text, at };
}

// `kind` is `obeyed` or `broken`; a rule may have only one of them.
async function ofRule({ id, tests }) {
  const files = await Promise.all(tests.map(({ kind, file, line }) => excerptFile({ file, lines: [line] }, `${id}-${kind}.wast`)));
  return { files, active: 0 };
}

const findIn = (groups, id) => groups.flatMap(({ examples }) => examples).find((example) => example.id === id);

// { files, active, panel }; undefined if there is no such example.
export async function openExample(id) {
  const example = findIn((await listed()).groups, id);
  if (!example) return undefined;
  if (example.tests) return { ...await ofRule(example), panel: example.panel };
  const files = await Promise.all(example.files.map(async (file) => ({ name: baseName(file), text: await textOf(file) })));
  return { files, active: example.active ?? 0, panel: example.panel };
}

// `SCRIPT:LINE`, a script of the site.
export async function openTest(test) {
  const read = readTest(test);
  const { scripts } = await listed();
  if (!read || !scripts.includes(read.script)) return undefined;
  const name = baseName(read.script);
  return { files: [await excerptFile({ file: read.script, lines: read.lines }, name)], active: 0 };
}

// The list to choose from.
export async function fillChooser(chooser) {
  const { groups } = await listed();
  chooser.append(...groups.map(({ title, examples }) => element('optgroup', { label: title },
    examples.map(({ id, title: text }) => element('option', { value: id }, text)))));
}

// What panels are about: the module in the active file; of a script the one at the cursor or
// before it, or else the last one.
import { modulesOf, moduleText, switchesOf } from './directives.mjs';
import { isScript } from './files.mjs';

const othersOf = (files) => Object.fromEntries(
  files.list.filter((file) => file !== files.active && !isScript(file.name)).map(({ name, text, bytes }) => [name, bytes ?? text]));

export function moduleAt(modules, offset) {
  return modules.find(({ from, to }) => from <= offset && offset <= to) ??
    modules.findLast(({ to }) => to < offset) ?? modules.at(-1);
}

// { content, options, linking, label, script, module }: undefined if the script has no module that is written out. `linking` are
// the options with the other files.
export function subjectOf(files, cursor) {
  const { name, text, bytes } = files.active;
  const options = { name, switches: text && switchesOf(text) };
  const linking = { ...options, files: othersOf(files) };
  if (bytes || !isScript(name)) return { content: bytes ?? text, options, linking, label: name };
  const module = moduleAt(modulesOf(text), cursor);
  if (!module) return undefined;
  const label = `the module ${module.name ?? ''} in line ${module.line} of ${name}`.replace('  ', ' ');
  return { content: moduleText(text, module), options, linking, label, script: text, module };
}

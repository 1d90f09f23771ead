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

// { content, options, label, script }: undefined if the script has no module that is written out.
export function subjectOf(files, cursor) {
  const { name, text, bytes } = files.active;
  const options = { name, switches: text && switchesOf(text) };
  if (bytes) return { content: bytes, options: { ...options, files: othersOf(files) }, label: name };
  if (!isScript(name)) return { content: text, options: { ...options, files: othersOf(files) }, label: name };
  const module = moduleAt(modulesOf(text), cursor);
  if (!module) return undefined;
  const label = `the module ${module.name ?? ''} in line ${module.line} of ${name}`.replace('  ', ' ');
  return { content: moduleText(text, module), options: { ...options, files: othersOf(files) }, label, script: text, module };
}

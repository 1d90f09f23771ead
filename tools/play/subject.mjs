// What panels are about: the module in the active file; of a script the one at the cursor, or what moduleAt has instead.
import { switchesOf } from './directives.mjs';
import { isScript } from './files.mjs';
import { contentOf, moduleAt, modulesOf, writtenOf } from './script_modules.mjs';

const othersOf = (files) => Object.fromEntries(
  files.list.filter((file) => file !== files.active && !isScript(file)).map(({ name, text, bytes }) => [name, bytes ?? text]));

const suffixes = { quote: ' (quoted module)', binary: ' (binary module)' };

// Offsets of a module that strings of a script stand for, as those of the script, and back.
function locator(name, places) {
  const at = (offset) => places[Math.min(Math.max(offset, 0), places.length - 1)];
  return {
    locate(place) {
      if (place.file !== undefined && place.file !== name) return place;
      if (place.offset === undefined) return {};
      return { offset: at(place.offset), endOffset: at(place.endOffset ?? place.offset + 1) };
    },
    offsetAt: (offset) => Math.max(places.findLastIndex((from) => from <= offset), 0),
  };
}

const asItIs = { locate: (place) => place, offsetAt: (offset) => offset };

function ofModule(files, module, modules) {
  const { name, text } = files.active;
  const written = writtenOf(modules, module);
  if (!written) return undefined;
  const switches = switchesOf(text);
  const { content, places } = contentOf(text, written);
  const options = { name: places ? name + suffixes[written.form] : name, switches };
  const id = module.name ? `${module.name} ` : '';
  return {
    content, options, linking: { ...options, files: othersOf(files) }, label: `the module ${id}in line ${module.line} of ${name}`,
    file: name, script: text, module, written, modules, rejectedAs: written.isRejected ? written.directive.kind.replace('assert_', '') : undefined,
    ...(places ? locator(options.name, places) : asItIs),
  };
}

// { content, options, linking, label, file, locate, offsetAt }, and of scripts script, module, modules, rejectedAs: undefined if the
// script has no module. `linking` are the options with the other files; `locate` makes places of the file of places of the module,
// `offsetAt` the other way.
export function subjectOf(files, cursor) {
  const { name, text, bytes } = files.active;
  if (isScript(files.active)) {
    const modules = modulesOf(text);
    return ofModule(files, moduleAt(text, modules, cursor), modules);
  }
  const options = { name, switches: text && switchesOf(text) };
  return { content: bytes ?? text, options, linking: { ...options, files: othersOf(files) }, label: name, file: name, ...asItIs };
}

// What panels are about: the module in the active file; of a script the one at the cursor, or what moduleAt has instead.
import { switchesOf } from './directives.mjs';
import { isScript } from './files.mjs';
import { contentOf, moduleAt, modulesOf, scriptMaking, writtenOf } from './script_modules.mjs';
import { standInsFor } from './stand_ins.mjs';

const othersOf = (files) => Object.fromEntries(
  files.list.filter((file) => file !== files.active && !isScript(file)).map(({ name, text, bytes }) => [name, bytes ?? text]));

// What assertions say of modules.
const expectations = { assert_malformed: 'malformed', assert_invalid: 'invalid', assert_unlinkable: 'unlinkable', assert_limit: 'beyond a limit' };

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
  const { content, places } = contentOf(text, written);
  // In scripts, what is imported twice is an error, but for the dialect of 2021.
  const own = switchesOf(text);
  const switches = /--compat=2021/.test(own ?? '') ? own : `--duplicate-imports=forbid ${own ?? ''}`.trim();
  const options = { name: places ? name + suffixes[written.form] : name, switches };
  const id = module.name ? `${module.name} ` : '';
  return {
    content, options, linking: { ...options, files: othersOf(files) }, label: `the module ${id}in line ${module.line} of ${name}`,
    file: name, script: text, module, written, modules, expected: expectations[written.directive.kind], isRejected: written.isRejected,
    ...(places ? locator(options.name, places) : asItIs),
  };
}

// { content, options, linking, label, file, locate, offsetAt }, and of scripts script, module, modules, expected, isRejected: undefined if the
// script has no module. `linking` are the options with the other files; `locate` makes places of the file of places of the module,
// `offsetAt` the other way; `expected` is in which way a test expects it to fail, `isRejected` that this is before it is executed.
export function subjectOf(files, cursor) {
  const { name, text, bytes } = files.active;
  if (isScript(files.active)) {
    const modules = modulesOf(text);
    return ofModule(files, moduleAt(text, modules, cursor), modules);
  }
  const options = { name, switches: text && switchesOf(text) };
  return { content: bytes ?? text, options, linking: { ...options, files: othersOf(files) }, label: name, file: name, ...asItIs };
}

// Whether calls have to be chosen: of a module by itself, with what stands in for its imports. In scripts they are written.
export const isAlone = ({ script, module }) => !script || module.sort === 'definition';

// Modules for imports of them that there is no file for, as files; `types` is what modlink says of the type of what is alone.
export const modulesStandingIn = ({ linking }, types) => (types?.ok ? standInsFor(types.json, linking.files) : {});

// What an execution of a subject is opened with: [content, options]. Of what a test rejects there is none. `calls` and `types` are for
// what is alone.
export function executionOf(subject, { calls = [], types } = {}) {
  const { content, linking, file, script, module } = subject;
  if (subject.isRejected) return undefined;
  if (!isAlone(subject)) return [module.isAsserted ? scriptMaking(script, module) : script, { name: file, switches: switchesOf(script), script: true, scriptModule: module.made }];
  return [content, { ...linking, files: { ...modulesStandingIn(subject, types), ...linking.files }, calls }];
}

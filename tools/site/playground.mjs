// The playground: a page that runs modlink itself, of the sources in tools/play/ and the package of npm that em++ makes.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { escape } from './html.mjs';
import { layOutAlone } from './layout.mjs';
import { load, top } from './packages.mjs';
import { playground, relative } from './paths.mjs';
import { examplesOf } from './play_examples.mjs';

const sources = path.join(top, 'tools/play');

// One script of what a module leads to. What it is made of is noted in `inputs`.
function bundle(file, inputs, more = {}) {
  const { outputFiles, metafile } = load('esbuild').buildSync({
    stdin: { contents: `import ${JSON.stringify(`./${file}`)};`, resolveDir: sources, sourcefile: 'index.mjs' },
    bundle: true, minify: true, write: false, metafile: true, format: 'iife', target: ['chrome110', 'firefox115', 'safari16.4'],
    absWorkingDir: top, nodePaths: [path.join(top, 'third_party/node_modules')], legalComments: 'none', logLevel: 'error', ...more,
  });
  Object.keys(metafile.inputs).forEach((input) => inputs.add(input));
  return outputFiles[0].text;
}

const delivery = (name, value) => `modlinkPlay.deliver(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`;

// The worker as text and the module compressed: a page that is opened as a file can load nothing but scripts.
function engine(folder, inputs) {
  const worker = bundle('worker.mjs', inputs, {
    alias: { modlink: path.join(folder, 'modlink.mjs') }, external: ['node:fs/promises'], define: { 'import.meta.url': '"https://modlink.invalid/"' },
  });
  const wasm = gzipSync(fs.readFileSync(path.join(folder, 'modlink-wasm.wasm')), { level: 9 }).toString('base64');
  return delivery('engine', { worker, wasm });
}

// The licenses of what is in the scripts of the page.
function licenses(inputs) {
  const names = [...inputs].map((input) => /^third_party\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1]).filter(Boolean);
  const text = (name) => {
    const folder = path.join(top, 'third_party/node_modules', name);
    const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const { version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return `${name} ${version}: ${license}\n\n${file ? fs.readFileSync(path.join(folder, file), 'utf8') : ''}`;
  };
  return [...new Set(names)].sort().map(text).join(`\n\n${'-'.repeat(80)}\n\n`);
}

function content() {
  const frame = fs.readFileSync(path.join(sources, 'page.html'), 'utf8');
  const places = { specification: 'docs/playground.html', tests: 'spec-tests/COVERAGE.html' };
  return frame.replace(/\{(\w+)\}/g, (_, name) => escape(relative(playground, places[name])));
}

// `rules`: those of spec-tests/rules, by ID.
export function addPlayground(site, folder, rules) {
  const inputs = new Set();
  const examples = examplesOf(site.repository, rules);
  const add = (name, text) => site.add(`play/${name}`, text);
  add('main.js', bundle('main.mjs', inputs));
  add('graphviz.js', bundle('graphviz_part.mjs', inputs));
  add('engine.js', engine(folder, inputs));
  add('examples.js', delivery('examples', examples));
  for (const file of examples.texts) add(`files/${file}.js`, delivery(`files/${file}`, site.repository.read(file)));
  add('play.css', fs.readFileSync(path.join(sources, 'play.css'), 'utf8'));
  add('licenses.txt', licenses(inputs));
  site.linkTo(playground, 'docs/playground.md');
  site.add(playground, layOutAlone({ site, page: playground, title: 'Playground', content: content(), styles: ['play/play.css'], kind: 'play' }));
}

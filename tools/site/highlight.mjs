// Sources in colors, by highlight.js, as HTML in which every character of theirs is escaped.
import path from 'node:path';

import { escape } from './html.mjs';
import { load } from './packages.mjs';

const highlighter = load('highlight.js/lib/core');
const grammarOf = (name) => load(`highlight.js/lib/languages/${name}`);
for (const name of ['bash', 'c', 'cmake', 'cpp', 'diff', 'javascript', 'json', 'python', 'rust']) {
  highlighter.registerLanguage(name, grammarOf(name));
}

// With the words of module linking and of scripts, and identifiers of all characters that they may have.
const words = ['alias', 'definition', 'get', 'input', 'instance', 'instantiate', 'invoke', 'outer', 'rec', 'ref', 'register', 'sub',
  'tag', ...['exception', 'exhaustion', 'invalid', 'limit', 'malformed', 'return', 'trap', 'unlinkable'].map((what) => `assert_${what}`)];
highlighter.registerLanguage('wasm', (library) => {
  const language = grammarOf('wasm')(library);
  language.keywords.keyword.push(...words);
  language.contains.find(({ className }) => className === 'variable').begin = /\$[^\s()";,[\]{}]+/;
  return language;
});

const languages = {
  '.wast': 'wasm', '.wat': 'wasm', '.wit': 'wasm', '.in': 'wasm', '.cc': 'cpp', '.h': 'cpp', '.def': 'cpp', '.c': 'c',
  '.js': 'javascript', '.mjs': 'javascript', '.json': 'json', '.cmake': 'cmake', '.py': 'python', '.rs': 'rust',
  '.sh': 'bash', '.diff': 'diff',
};

export function languageOf(file, text = '') {
  if (path.posix.basename(file) === 'CMakeLists.txt') return 'cmake';
  const first = text.slice(0, text.indexOf('\n'));
  if (first.startsWith('#!')) return first.includes('node') ? 'javascript' : 'bash';
  return languages[path.posix.extname(file)];
}

// `language` is a name, or an ending such as `wast`; what is unknown stays without colors.
export function highlight(text, language) {
  const name = highlighter.getLanguage(language ?? '') ? language : languages[`.${language}`];
  return name ? highlighter.highlight(text, { language: name, ignoreIllegals: true }).value : escape(text);
}

// Lines of their own: what spans several of them is closed at the end of each and opened again.
export function linesOf(html) {
  const open = [];
  return html.split('\n').map((line) => {
    const before = open.join('');
    for (const [tag] of line.matchAll(/<[^>]*>/g)) {
      if (tag === '</span>') open.pop();
      else open.push(tag);
    }
    return before + line + '</span>'.repeat(open.length);
  });
}

// Text format and scripts in the editor: what `@codemirror/lang-wast` knows, and on top of it the words of module linking, of
// scripts, and the value types of WebAssembly 3.0, which it takes for instructions.
import { wast } from '@codemirror/lang-wast';
import { syntaxHighlighting, syntaxTree } from '@codemirror/language';
import { Decoration, ViewPlugin } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';

const kinds = {
  'cm-linking': ['alias', 'definition', 'export', 'import', 'instance', 'instantiate', 'module', 'outer'],
  'cm-directive': ['assert_exception', 'assert_exhaustion', 'assert_invalid', 'assert_limit', 'assert_malformed', 'assert_return',
    'assert_trap', 'assert_unlinkable', 'get', 'input', 'invoke', 'output', 'register', 'script'],
  'tok-typeName': ['arrayref', 'exn', 'exnref', 'i31', 'none', 'noexn', 'noextern', 'nofunc', 'nullexnref', 'nullexternref',
    'nullfuncref', 'nullref', 'structref', 'v128'],
};
const marks = new Map(Object.entries(kinds).flatMap(([kind, words]) => {
  const mark = Decoration.mark({ class: kind });
  return words.map((word) => [word, mark]);
}));

// Of what can be seen.
function decorations(view) {
  const ranges = [];
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from, to,
      enter(node) {
        const mark = node.name === 'Keyword' && marks.get(view.state.sliceDoc(node.from, node.to));
        if (mark) ranges.push(mark.range(node.from, node.to));
      },
    });
  }
  return Decoration.set(ranges);
}

const words = ViewPlugin.fromClass(class {
  constructor(view) {
    this.decorations = decorations(view);
  }

  update({ docChanged, viewportChanged, view, state, startState }) {
    if (docChanged || viewportChanged || syntaxTree(state) !== syntaxTree(startState)) this.decorations = decorations(view);
  }
}, { decorations: (plugin) => plugin.decorations });

export const language = [wast(), syntaxHighlighting(classHighlighter), words];

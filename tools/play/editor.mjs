// The editor: one view, in which each file has a state of its own, with what was undone, and where the cursor is.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';

import { language } from './language.mjs';

const setLit = StateEffect.define();

// The place that something on the right is about.
const lit = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    let now = marks.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(setLit)) now = effect.value;
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const mark = Decoration.mark({ class: 'cm-lit' });

export class Editor {
  #states = new Map();

  // `handlers`: change(id, text), cursor(id, offset), run().
  constructor(parent, handlers) {
    this.handlers = handlers;
    const run = () => {
      handlers.run();
      return true;
    };
    // Tab is left to whoever moves through the page by keyboard.
    this.extensions = [lineNumbers(), foldGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(),
      lintGutter(), language, lit, keymap.of([{ key: 'Mod-Enter', run }, ...defaultKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
      EditorView.updateListener.of((update) => this.#updated(update))];
    this.view = new EditorView({ parent, state: this.#stateOf('', false, 'Editor') });
  }

  #stateOf(text, isReadOnly, name, at = 0) {
    return EditorState.create({ doc: text, selection: { anchor: Math.min(at, text.length) }, extensions: [...this.extensions, EditorState.readOnly.of(isReadOnly),
      EditorView.contentAttributes.of({ 'aria-label': name, 'aria-readonly': String(isReadOnly), spellcheck: 'false', tabindex: '0' })] });
  }

  #updated({ docChanged, selectionSet, state }) {
    if (this.id === undefined) return;
    if (docChanged) this.handlers.change(this.id, state.doc.toString());
    if (docChanged || selectionSet) this.handlers.cursor(this.id, state.selection.main.head);
  }

  // Lines of other systems end as ours do, so that offsets are the same for modlink and the editor.
  show({ id, name, text, at, isReadOnly = false }) {
    if (this.id !== undefined) this.#states.set(this.id, { state: this.view.state, scroll: this.view.scrollSnapshot() });
    this.id = undefined;
    const kept = this.#states.get(id);
    const isSame = kept?.state.doc.toString() === text;
    // Where another file was scrolled to says nothing of this one.
    this.view.scrollDOM.scrollTop = 0;
    this.view.setState(isSame ? kept.state : this.#stateOf(text, isReadOnly, name, at));
    if (isSame) this.view.dispatch({ effects: kept.scroll });
    else if (at) this.view.dispatch({ effects: EditorView.scrollIntoView(this.cursor, { y: 'center' }) });
    this.id = id;
  }

  forget(ids) {
    for (const id of this.#states.keys()) if (!ids.includes(id)) this.#states.delete(id);
    if (!ids.includes(this.id)) this.id = undefined;
  }

  get cursor() {
    return this.view.state.selection.main.head;
  }

  light(range, { scrolls = true } = {}) {
    const { length } = this.view.state.doc;
    const isThere = range && range.from < range.to && range.to <= length;
    this.view.dispatch({ effects: setLit.of(isThere ? Decoration.set([mark.range(range.from, range.to)]) : Decoration.none) });
    if (isThere && scrolls) this.#reveal(range.from);
  }

  // Within the editor, unlike `scrollIntoView` of the view: whoever looks at what is below it on a phone stays there.
  #reveal(at) {
    const { view } = this;
    view.requestMeasure({
      key: 'reveal',
      read: () => view.lineBlockAt(at),
      write: ({ from, top, height }) => {
        const { scrollDOM } = view;
        const width = scrollDOM.clientWidth - view.contentDOM.offsetLeft;
        const across = (at - from) * view.defaultCharacterWidth - scrollDOM.scrollLeft;
        scrollDOM.scrollTop = top - (scrollDOM.clientHeight - height) / 2;
        if (across < 0 || across > 0.9 * width) scrollDOM.scrollLeft += across - width / 2;
      },
    });
  }

  // The cursor goes there, and the reader with it.
  go(range) {
    const to = Math.min(range.from, this.view.state.doc.length);
    this.view.dispatch({ selection: { anchor: to }, effects: EditorView.scrollIntoView(to, { y: 'center' }) });
    this.light(range);
  }

  change({ changes }) {
    this.view.dispatch({ changes, userEvent: 'input' });
  }

  diagnose(diagnostics) {
    const { length } = this.view.state.doc;
    const inside = diagnostics.filter(({ to }) => to <= length);
    this.view.dispatch(setDiagnostics(this.view.state, inside));
  }

  focus() {
    this.view.focus();
  }
}

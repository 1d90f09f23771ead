// What the panels on the right have in common: they ask modlink, and forget answers to what is no longer asked.
import { block, button, element, paragraph } from './dom.mjs';
import { Stopped } from './engine.mjs';
import { isType } from './files.mjs';
import { codeAddress } from './places.mjs';
import { subjectOf } from './subject.mjs';
import { lineColumnOf, rangeOf } from './text_places.mjs';

export class Outdated extends Error {}

const restsFor = 300;

const kept = (properties) => ({ rel: 'noopener', ...properties });

// In another window where the page is part of somebody else's.
export const link = (text, address) => {
  const target = document.body.classList.contains('embedded') ? '_blank' : undefined;
  return address ? element('a', kept({ href: address, target }), text) : element('span', {}, text);
};

// What the reader knows an element by.
const handleOf = (node) => `${node.tagName} ${node.getAttribute('aria-label') ?? node.closest('label')?.firstChild.textContent ?? node.textContent}`;

export const notesOf = ({ notes = [] }) => notes.map((note) => paragraph(note, 'note'));

export class Panel {
  #turn = 0;

  constructor(app, root) {
    this.app = app;
    this.root = root;
  }

  // What this is about, from now on; undefined, which is said, if a script has no module, or a file nothing but a type.
  takeSubject({ takesTypes = false } = {}) {
    const { active } = this.app.files;
    const isBare = isType(active) && !takesTypes;
    this.subject = isBare ? undefined : subjectOf(this.app.files, this.app.editor.cursor);
    if (isBare) this.show(paragraph(`${active.name} has a type, and no module: see Type and Subtype.`));
    else if (!this.subject) this.show(paragraph('This script has no module.'));
    return this.subject;
  }

  // What is wrong, as text, with where that is and what it is about. What a test expects to be rejected is no surprise.
  failure({ errors = [] }) {
    const expected = this.subject?.expected;
    const item = (error) => {
      const range = this.rangeOf(error);
      if (expected && range) this.app.editor.light(range, { scrolls: false });
      const place = range && button(`line ${lineColumnOf(this.app.files.active.text, range.from).line}`, () => this.goTo(error), { class: 'place' });
      const [first, ...excerpt] = (error.diagnosis ?? `${error.stage}: ${error.message}`).split('\n');
      return element('li', {}, element('p', { class: 'says' }, first), excerpt.length > 0 && block(excerpt.join('\n'), 'Where it is'),
        (place || error.code) && element('p', {}, place, ' ', error.code && link(`About ${error.code}`, codeAddress(error.code))));
    };
    return [expected && paragraph(`As the test expects, ${this.subject.label} is ${expected}:`),
      element('ul', { class: 'errors' }, errors.map(item))];
  }

  async ask(operation, ...args) {
    const turn = this.#turn;
    const result = await this.app.engine.ask(operation, ...args);
    if (turn !== this.#turn) throw new Outdated();
    return result;
  }

  // `draw` of the panel makes what is shown, or throws.
  async refresh() {
    ++this.#turn;
    clearTimeout(this.resting);
    const { activeElement } = document;
    const handle = this.root.contains(activeElement) && handleOf(activeElement);
    await this.guarded(() => this.draw());
    if (handle) this.#focusAgain(handle);
  }

  // On what is there now in place of what had the focus.
  #focusAgain(handle) {
    if (document.activeElement !== document.body) return;
    const all = [...this.root.querySelectorAll('select, button, input, summary')];
    (all.find((node) => handleOf(node) === handle) ?? this.root).focus();
  }

  async guarded(action) {
    try {
      await this.app.during(action);
    } catch (error) {
      if (error instanceof Outdated) return;
      this.show(paragraph(error instanceof Stopped ? 'Stopped.' : `This went wrong: ${error.message}`, 'note'));
      if (!(error instanceof Stopped)) console.error(error);
    }
  }

  show(...children) {
    this.root.replaceChildren(...children.flat(Infinity).filter(Boolean));
  }

  // Where a place of the active file is in its text, undefined if it is elsewhere or in a binary.
  rangeOf(given) {
    const { active } = this.app.files;
    const place = given && this.subject ? this.subject.locate(given) : given;
    if (!place || active.bytes || (place.file && place.file !== active.name)) return undefined;
    if (place.offset === undefined && place.line === undefined) return undefined;
    return rangeOf(active.text, place);
  }

  fileOf({ file }) {
    const { files } = this.app;
    const name = this.subject && file === this.subject.options.name ? this.subject.file : file;
    return name ? files.list.find((it) => it.name === name) : files.active;
  }

  // To the file and the place.
  goTo(place) {
    const file = this.fileOf(place);
    if (!file) return;
    this.app.follow(file.id);
    const range = this.rangeOf(place);
    if (range) this.app.editor.go(range);
  }

  // The cursor has moved. Another module of a script is looked at when it rests there.
  moved(offset) {
    clearTimeout(this.resting);
    if (!this.subject?.script || this.isUnderWay) return this.cursor(offset);
    const now = subjectOf(this.app.files, offset);
    if (now?.module.from === this.subject.module.from) return this.cursor(offset);
    this.resting = setTimeout(() => this.app.isShown(this) && this.refresh(), restsFor);
    return undefined;
  }

  // Panels that light something where the cursor is do so here.
  cursor() {}

  reveal(node) {
    node?.scrollIntoView({ block: 'nearest' });
  }
}

// What the panels on the right have in common: they ask modlink, and forget answers to what is no longer asked.
import { element, paragraph } from './dom.mjs';
import { Stopped } from './engine.mjs';
import { codeAddress } from './places.mjs';
import { rangeOf } from './text_places.mjs';

export class Outdated extends Error {}

const kept = (properties) => ({ rel: 'noopener', ...properties });

// In another window where the page is part of somebody else's.
export const link = (text, address) => {
  const target = document.body.classList.contains('embedded') ? '_blank' : undefined;
  return address ? element('a', kept({ href: address, target }), text) : element('span', {}, text);
};

// What is wrong, as text with a line for each; `app` has the editor.
export function failure(app, { errors = [] }) {
  return element('ul', { class: 'errors' }, errors.map((error) => element('li', {},
    element('pre', { tabindex: '0' }, element('code', {}, error.diagnosis ?? `${error.stage}: ${error.message}`)),
    error.code && element('p', {}, link(`About ${error.code}`, codeAddress(error.code))))));
}

export const notesOf = ({ notes = [] }) => notes.map((note) => paragraph(note, 'note'));

export class Panel {
  #turn = 0;

  constructor(app, root) {
    this.app = app;
    this.root = root;
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
    await this.guarded(() => this.draw());
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
  rangeOf(place) {
    const { active } = this.app.files;
    if (!place || active.bytes || (place.file && place.file !== active.name)) return undefined;
    if (place.offset === undefined && place.line === undefined) return undefined;
    return rangeOf(active.text, place);
  }

  // To the file and the place.
  goTo(place) {
    const { files, editor } = this.app;
    const file = files.list.find(({ name }) => name === place.file) ?? (place.file ? undefined : files.active);
    if (!file) return;
    this.app.follow(file.id);
    const range = this.rangeOf(place);
    if (range) editor.go(range);
  }

  // The cursor has moved; panels that light something for that do so here.
  cursor() {}

  reveal(node) {
    node?.scrollIntoView({ block: 'nearest' });
  }
}

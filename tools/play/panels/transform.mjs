// What the module can be written as instead, with sizes, to be taken home.
import { block, button, download, element, paragraph, select, sizeText } from '../dom.mjs';
import { notesOf, Panel } from '../panel.mjs';

const mostShown = 200000;

const encoder = new TextEncoder();
const stemOf = (name) => name.replace(/\.\w+$/, '');

// A text is shown as far as a page can show one.
const shownText = (text) => (text.length > mostShown ? `${text.slice(0, mostShown)}\n…` : text);

export class Transform extends Panel {
  static title = 'Transform';

  // How it is made: `make` returns [{ name, text, binary }], or what failed.
  #kinds = {
    desugared: ['desugared', (subject) => this.#printed(subject, { desugar: true }, 'desugared')],
    folded: ['folded', (subject) => this.#printed(subject, { fold: true }, 'folded')],
    named: ['with names for all', (subject) => this.#printed(subject, { names: true }, 'named')],
    bundled: ['bundled', (subject) => this.#both('bundle', subject, { leavesMissing: true }, 'bundled')],
    split: ['split', (subject) => this.#split(subject)],
    flattened: ['flattened: one core module', (subject) => this.#flattened(subject)],
  };
  #kind = 'desugared';

  async draw() {
    const subject = this.takeSubject();
    if (!subject) return undefined;
    const choose = (kind) => {
      this.#kind = kind;
      this.refresh();
    };
    const options = Object.entries(this.#kinds).map(([kind, [title]]) => [kind, title]);
    const controls = element('div', { class: 'controls' }, select('Write it', options, choose, this.#kind));
    const made = await this.#kinds[this.#kind][1](subject);
    if (!made.files) return this.show(controls, this.failure(made));
    const original = await this.ask('parse', subject.content, subject.options);
    const before = original.ok ? ` As it is, the binary takes ${sizeText(original.binary.length)}.` : '';
    this.show(controls, paragraph(`Of ${subject.label}.${before}`), notesOf(made), made.files.map((file) => this.#file(file)));
  }

  #file({ name, text, binary }) {
    const sizes = [text !== undefined && `${sizeText(encoder.encode(text).length)} of text`, binary && `${sizeText(binary.length)} as binary`];
    const saveText = text !== undefined && button(`Download ${name}`, () => download(name, text, 'text/plain'));
    const wasm = name.replace(/\.wat$/, '.wasm');
    const saveBinary = binary && button(`Download ${wasm}`, () => download(wasm, binary, 'application/wasm'));
    const open = text !== undefined && name.endsWith('.wat') && button(`Open ${name}`, () => this.app.files.add({ name, text }));
    return element('div', {}, element('h2', {}, name), paragraph(sizes.filter(Boolean).join(', '), 'faint'),
      element('div', { class: 'controls' }, saveText, saveBinary, open), text !== undefined && block(shownText(text.trimEnd()), name));
  }

  async #printed({ content, options, file }, how, ending) {
    const printed = await this.ask('print', content, { ...options, indices: false, ...how });
    if (!printed.ok) return printed;
    const parsed = await this.ask('parse', printed.text, { switches: options.switches });
    return { files: [{ name: `${stemOf(file)}.${ending}.wat`, text: printed.text, binary: parsed.binary }], notes: printed.notes };
  }

  async #both(operation, { content, options, linking, file }, how, ending) {
    const made = await this.ask(operation, content, { ...linking, ...how });
    if (!made.ok) return made;
    const { text } = await this.ask('print', made.binary, { switches: options.switches });
    return { ...made, files: [{ name: `${stemOf(file)}.${ending}.wat`, text, binary: made.binary }] };
  }

  async #flattened(subject) {
    const made = await this.#both('flatten', subject, { loader: true, gc: true }, 'flat');
    if (made.files && made.loader) made.files.push({ name: `${stemOf(subject.file)}.loader.mjs`, text: made.loader });
    return made;
  }

  async #split({ content, options }) {
    const made = await this.ask('split', content, options);
    if (!made.ok) return made;
    const files = [];
    for (const [name, binary] of Object.entries(made.files)) {
      const { text } = await this.ask('print', binary, { switches: options.switches });
      files.push({ name: `${stemOf(name)}.wat`, text, binary });
    }
    const kept = made.kept.map(({ name, message }) => `${name} stays where it is: ${message}`);
    return { files, notes: [...made.notes, ...kept] };
  }
}

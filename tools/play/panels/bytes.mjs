// The bytes of a module, and what each of them means, beside what they are written as.
import { formsOf, innermostOf, rowsOf, spansAt, spansWritten, writtenRange } from '../byte_links.mjs';
import { button, download, element, paragraph, sizeText } from '../dom.mjs';
import { notesOf, Panel } from '../panel.mjs';

const mostRows = 2000;

export class Bytes extends Panel {
  static title = 'Bytes';

  async draw() {
    this.rows = undefined;
    const subject = this.takeSubject();
    if (!subject) return undefined;
    if (subject.content instanceof Uint8Array) return this.#ofBinary(subject);
    const result = await this.ask('bytes', subject.content, subject.options);
    if (!result.ok) return this.show(this.failure(result));
    const { binary, map } = result;
    const dump = await this.ask('objdump', binary, { name: subject.options.name, switches: subject.options.switches });
    const forms = formsOf(subject.content);
    const places = map.map(({ begin, endAt, offset }) => {
      if (offset === undefined || begin === 0 && endAt === binary.length) return undefined;
      const { from, to } = writtenRange(subject.content, forms, offset);
      return { file: subject.options.name, offset: from, endOffset: to };
    });
    return this.#draw({ binary, dump, map, places, notes: notesOf(result) });
  }

  // Bytes that are written as such are linked one by one. What is malformed is shown as far as it can be understood.
  async #ofBinary({ content, options }) {
    const dump = await this.ask('objdump', content, { name: options.name, switches: options.switches });
    const rows = rowsOf(dump.text ?? '');
    const map = rows.map(({ at }, i) => ({ begin: at, endAt: rows[i + 1]?.at ?? content.length }));
    const places = map.map(({ begin, endAt }) => ({ file: options.name, offset: begin, endOffset: Math.max(endAt, begin + 1) }));
    return this.#draw({ binary: content, dump, map, places, notes: [dump.ok ? [] : this.failure(dump), notesOf(dump)] });
  }

  #draw({ binary, dump, map, places, notes }) {
    const { label, file } = this.subject;
    const save = button('Download .wasm', () => download(file.replace(/\.\w+$/, '.wasm'), binary, 'application/wasm'));
    const described = rowsOf(dump.text ?? '');
    const shown = described.slice(0, mostRows);
    this.map = map;
    this.ranges = places.map((place) => this.rangeOf(place));
    this.at = shown.map(({ at }) => at);
    this.spans = spansAt(map, this.at);
    this.rows = shown.map((line, i) => this.#row(line, places[this.spans[i]], this.ranges[this.spans[i]]));
    this.show(paragraph(`Of ${label}: ${sizeText(binary.length)}.`), element('div', { class: 'controls' }, save), notes,
      element('div', { class: 'bytes', tabindex: '0', role: 'region', 'aria-label': 'Bytes' }, element('ol', {}, this.rows)),
      described.length > mostRows && paragraph(`and ${described.length - mostRows} more.`));
    this.cursor(this.app.editor.cursor);
  }

  // What is written somewhere leads there.
  #row({ at, bytes, text, depth }, place, range) {
    const name = range ? button(text, () => this.goTo(place), { class: 'place' }) : element('span', {}, text);
    return element('li', { style: `--depth: ${Math.min(depth, 20)}` }, element('span', { class: 'address' }, at.toString(16).padStart(4, '0')),
      element('span', { class: 'hex' }, bytes), name);
  }

  // What is written at the cursor, and the heads of the sections that it is in.
  cursor(offset) {
    if (!this.rows?.[0]?.isConnected) return;
    const chosen = innermostOf(spansWritten(this.ranges, offset).map((i) => this.map[i]));
    const isIn = (at) => chosen.some(({ begin, endAt }) => begin <= at && at < endAt);
    const isAround = (span) => span && span.begin > 0 && chosen.some(({ begin }) => span.begin <= begin && begin < span.endAt);
    this.rows.forEach((row, i) => {
      row.classList.toggle('lit', isIn(this.at[i]));
      row.classList.toggle('around', !isIn(this.at[i]) && Boolean(isAround(this.map[this.spans[i]])));
    });
    this.reveal(this.rows.find((row) => row.classList.contains('lit')));
  }
}

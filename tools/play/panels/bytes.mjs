// The bytes of a module, and what each of them means, beside what they are written as.
import { block, button, download, element, paragraph, sizeText } from '../dom.mjs';
import { failure, notesOf, Panel } from '../panel.mjs';
import { subjectOf } from '../subject.mjs';
import { innermost } from '../text_places.mjs';

const mostRows = 1500;
const mostBytes = 12;

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

// The bytes of a span up to the first one within it: those that no other row shows.
export function ownBytes(map, i) {
  const { begin, endAt } = map[i];
  const next = map[i + 1];
  return [begin, next && next.begin < endAt ? next.begin : endAt];
}

// How deep each span is in others.
export function depthsOf(map) {
  const ends = [];
  return map.map(({ begin, endAt }) => {
    while (ends.length > 0 && ends.at(-1) <= begin && endAt > ends.at(-1)) ends.pop();
    while (ends.length > 0 && begin >= ends.at(-1)) ends.pop();
    ends.push(endAt);
    return ends.length - 1;
  });
}

export class Bytes extends Panel {
  static title = 'Bytes';

  async draw() {
    this.rows = undefined;
    const subject = subjectOf(this.app.files, this.app.editor.cursor);
    if (!subject) return this.show(paragraph('This script has no module that is written out.'));
    const result = await this.ask('bytes', subject.content, subject.options);
    if (!result.ok) return this.#objdump(subject, result);
    const { binary, map } = result;
    const save = button('Download .wasm', () => download(subject.options.name.replace(/\.\w+$/, '.wasm'), binary, 'application/wasm'));
    const depths = depthsOf(map);
    this.map = map;
    this.rows = map.slice(0, mostRows).map((span, i) => this.#row(binary, i, depths[i]));
    this.show(paragraph(`Of ${subject.label}: ${sizeText(binary.length)}.`), element('div', { class: 'controls' }, save), notesOf(result),
      element('div', { class: 'bytes', tabindex: '0', role: 'region', 'aria-label': 'Bytes' }, element('ol', {}, this.rows)),
      map.length > mostRows && paragraph(`and ${map.length - mostRows} more.`));
    this.cursor(this.app.editor.cursor);
  }

  // What is malformed is shown as far as it can be understood.
  async #objdump(subject, failed) {
    const dump = subject.content instanceof Uint8Array ? await this.ask('objdump', subject.content, subject.options) : {};
    this.show(failure(this.app, failed), dump.text && block(dump.text, 'Bytes'));
  }

  #row(binary, i, depth) {
    const span = this.map[i];
    const [begin, end] = ownBytes(this.map, i);
    const bytes = hex(binary.subarray(begin, Math.min(end, begin + mostBytes))) + (end - begin > mostBytes ? ' …' : '');
    const isPlaced = span.offset !== undefined || span.line !== undefined;
    const name = isPlaced ? button(span.text, () => this.goTo(span), { class: 'place' }) : element('span', {}, span.text);
    return element('li', { style: `--depth: ${Math.min(depth, 12)}` }, element('span', { class: 'address' }, begin.toString(16).padStart(4, '0')),
      element('span', { class: 'hex' }, bytes), name);
  }

  cursor(offset) {
    if (!this.rows?.[0]?.isConnected) return;
    const ranges = this.map.slice(0, mostRows).map((span) => this.rangeOf(span));
    const chosen = innermost(ranges, offset);
    this.rows.forEach((row, i) => row.classList.toggle('lit', i === chosen));
    this.reveal(this.rows[chosen]);
  }
}

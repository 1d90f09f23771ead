// The bytes of a module, and what each of them means, beside what they are written as.
import { block, button, download, element, paragraph, sizeText } from '../dom.mjs';
import { failure, notesOf, Panel } from '../panel.mjs';
import { subjectOf } from '../subject.mjs';
import { innermost } from '../text_places.mjs';

const mostRows = 2000;

// The lines of `objdump`: `00000a  02                        types: 2` as { at, bytes, text, depth }.
export function rowsOf(dump) {
  const rows = [];
  for (const line of dump.split('\n')) {
    const [, at, bytes, indent, text] = /^([0-9a-f]+) {2}([0-9a-f ]{24})( *)(.*)$/.exec(line) ?? [];
    if (at !== undefined) rows.push({ at: parseInt(at, 16), bytes: bytes.trim(), text, depth: indent.length / 2 });
  }
  return rows;
}

// The innermost of the spans that a byte is in, but for the one that is everything: its number, or -1.
export function spanAt(map, at) {
  let found = -1;
  map.forEach(({ begin, endAt }, i) => {
    if (begin <= at && at < endAt && !(begin === 0 && i === 0)) found = i;
  });
  return found;
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
    const dump = await this.ask('objdump', binary, { name: subject.options.name, switches: subject.options.switches });
    const save = button('Download .wasm', () => download(subject.options.name.replace(/\.\w+$/, '.wasm'), binary, 'application/wasm'));
    const described = rowsOf(dump.text ?? '');
    this.map = map;
    this.at = described.slice(0, mostRows).map(({ at }) => at);
    this.rows = described.slice(0, mostRows).map((line) => this.#row(line));
    this.show(paragraph(`Of ${subject.label}: ${sizeText(binary.length)}.`), element('div', { class: 'controls' }, save), notesOf(result),
      element('div', { class: 'bytes', tabindex: '0', role: 'region', 'aria-label': 'Bytes' }, element('ol', {}, this.rows)),
      described.length > mostRows && paragraph(`and ${described.length - mostRows} more.`));
    this.cursor(this.app.editor.cursor);
  }

  // What is malformed is shown as far as it can be understood.
  async #objdump(subject, failed) {
    const dump = subject.content instanceof Uint8Array ? await this.ask('objdump', subject.content, subject.options) : {};
    this.show(failure(this.app, failed), dump.text && block(dump.text, 'Bytes'));
  }

  // What is written somewhere leads there.
  #row({ at, bytes, text, depth }) {
    const span = this.map[spanAt(this.map, at)];
    const isPlaced = span && (span.offset !== undefined || span.line !== undefined);
    const name = isPlaced ? button(text, () => this.goTo(span), { class: 'place' }) : element('span', {}, text);
    return element('li', { style: `--depth: ${Math.min(depth, 20)}` }, element('span', { class: 'address' }, at.toString(16).padStart(4, '0')),
      element('span', { class: 'hex' }, bytes), name);
  }

  cursor(offset) {
    if (!this.rows?.[0]?.isConnected) return;
    const { begin, endAt } = this.map[innermost(this.map.map((span) => this.rangeOf(span)), offset)] ?? { begin: 0, endAt: 0 };
    const isAll = begin === 0;
    this.rows.forEach((row, i) => row.classList.toggle('lit', !isAll && begin <= this.at[i] && this.at[i] < endAt));
    this.reveal(this.rows.find((row) => row.classList.contains('lit')));
  }
}

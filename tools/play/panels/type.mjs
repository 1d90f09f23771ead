// The type of the module: what it imports and exports.
import { block, paragraph } from '../dom.mjs';
import { notesOf, Panel } from '../panel.mjs';

export class Type extends Panel {
  static title = 'Type';

  async draw() {
    const subject = this.takeSubject({ takesTypes: true });
    if (!subject) return undefined;
    const result = await this.ask('types', subject.content, subject.options);
    if (!result.ok) return this.show(this.failure(result));
    this.show(paragraph(`Of ${subject.label}:`), notesOf(result), block(result.text.trim(), 'Type'));
  }
}

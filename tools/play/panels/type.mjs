// The type of the module: what it imports and exports.
import { block, paragraph } from '../dom.mjs';
import { failure, notesOf, Panel } from '../panel.mjs';
import { subjectOf } from '../subject.mjs';

export class Type extends Panel {
  static title = 'Type';

  async draw() {
    const subject = subjectOf(this.app.files, this.app.editor.cursor);
    if (!subject) return this.show(paragraph('This script has no module that is written out.'));
    const result = await this.ask('types', subject.content, subject.options);
    if (!result.ok) return this.show(failure(this.app, result));
    this.show(paragraph(`Of ${subject.label}:`), notesOf(result), block(result.text.trim(), 'Type'));
  }
}

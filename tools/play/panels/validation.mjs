// Validation explained: of the function at the cursor, the operands before and after each instruction, and the rule.
import { button, element, paragraph, row, table } from '../dom.mjs';
import { link, Panel } from '../panel.mjs';
import { citedRule } from '../places.mjs';
import { innermost } from '../text_places.mjs';

const mostRows = 1000;
const mostImports = 20;

// `[i32 i64]`, those that the instruction takes or gives marked. Behind what is invalid nothing is known.
function operands(types, count, more) {
  if (!types) return element('span', { class: 'faint' }, 'invalid');
  const kept = types.slice(0, types.length - count).join(' ');
  const own = types.slice(types.length - count).join(' ');
  return element('code', {}, '[', more ? `(${more} more) ` : '', kept, kept && own ? ' ' : '', own && element('strong', {}, own), ']');
}

export class Validation extends Panel {
  static title = 'Validation';

  async draw() {
    this.steps = undefined;
    const subject = this.takeSubject();
    if (!subject) return undefined;
    // Where a binary is shown as text, that is another one.
    const position = subject.content === this.app.files.active.bytes ? undefined : { offset: subject.offsetAt(this.app.editor.cursor) };
    let result = await this.ask('typing', subject.content, { ...subject.options, ...(position ? { position } : { func: 0 }) });
    // The cursor is in no function: the one that was shown, or the first one that is no import.
    if (!result.ok && position && /refused|usage/.test(result.errors[0]?.stage)) result = await this.#firstFunc(subject) ?? result;
    if (/no function/.test(result.errors?.[0]?.message)) return this.show(paragraph('There is no function here: this shows the one at the cursor.'));
    if (!result.ok) return this.show(this.failure(result));
    this.#show(subject, result);
  }

  async #firstFunc({ content, options }) {
    for (let func = this.func ?? 0; func < mostImports; ++func) {
      const typed = await this.ask('typing', content, { ...options, func });
      if (typed.ok) return typed;
    }
    return undefined;
  }

  #show(subject, { func, locals, steps, moreSteps, error }) {
    this.func = func?.index;
    this.steps = steps.slice(0, mostRows);
    this.rows = this.steps.map((step) => this.#row(step));
    const name = func ? `Function ${func.name}, of type ${func.type}` : 'A constant expression';
    const local = locals.map(({ name: id, type }) => `${id ?? ''} ${type}`.trim()).join(', ');
    const more = (moreSteps ?? 0) + steps.length - this.rows.length;
    this.show(paragraph(`${name}, in ${subject.label}.`), local && paragraph(`Locals: ${local}.`),
      table(['instruction', 'operands before', 'operands after', 'rule'], this.rows, 'Typing'), more > 0 && paragraph(`and ${more} more.`),
      error && this.failure({ errors: [error] }));
    this.#light(this.app.editor.cursor);
  }

  #row(step) {
    const { at, text, depth, before, after, takes, gives, moreBefore, moreAfter, unreachable } = step;
    const cited = citedRule(step.rule);
    const isPlaced = at.line !== undefined || at.offset !== undefined;
    const instruction = element('span', { style: `--depth: ${Math.min(depth, 12)}`, class: 'instruction' },
      isPlaced ? button(text, () => this.goTo(at), { class: 'place' }) : text, unreachable && element('span', { class: 'faint' }, ' unreachable'));
    return row(instruction, operands(before, takes, moreBefore), operands(after, gives, moreAfter), link(cited.text, cited.address));
  }

  // Whether the cursor is at one of the instructions.
  #light(offset) {
    const chosen = innermost(this.steps.map(({ at }) => this.rangeOf(at)), offset);
    this.rows.forEach((shown, i) => shown.classList.toggle('lit', i === chosen));
    this.reveal(this.rows[chosen]);
    return chosen >= 0;
  }

  // Another function is shown when the cursor rests in it.
  cursor(offset) {
    clearTimeout(this.timer);
    if (this.steps && this.rows[0]?.isConnected && this.#light(offset)) return;
    this.timer = setTimeout(() => this.app.isShown(this) && this.refresh(), 500);
  }
}

// Results: of a script each directive, of a module whether it is valid, and what it asks for without need.
import { button, element, paragraph } from '../dom.mjs';
import { isScript, isType } from '../files.mjs';
import { link, notesOf, Panel } from '../panel.mjs';
import { directivesOf, expectedWords, shownBy } from '../directives.mjs';
import { codeAddress, ruleAddress } from '../places.mjs';
import { subjectOf } from '../subject.mjs';

const mostShown = 500;
const signs = { passed: '✓', failed: '✗', error: '✗', skipped: '–', not_run: '–' };

export class Results extends Panel {
  static title = 'Results';

  // The last answer is kept by the app: what is asked on every change, and by Run.
  async draw() {
    this.subject = undefined;
    this.about = undefined;
    const { result, isRun } = this.app.checked;
    if (!result) return this.show(paragraph('Checking …'));
    const { active } = this.app.files;
    if (result.errors && isScript(active)) return this.show(this.failure(result));
    if (isScript(active)) return this.#script(result, isRun);
    return this.#module(result);
  }

  async #module(result) {
    if (!result.ok) return this.show(this.failure(result), notesOf(result));
    const { content, options } = subjectOf(this.app.files, 0);
    const { findings = [] } = isType(this.app.files.active) ? {} : await this.ask('lint', content, options);
    const items = findings.map((finding) => element('li', {},
      button(`${finding.line ? `line ${finding.line}: ` : ''}${finding.message}`, () => this.goTo(finding), { class: 'place' })));
    this.show(paragraph(`${this.app.files.active.name} is valid.`, 'good'), notesOf(result),
      items.length > 0 && [paragraph('It asks for more than it needs:'), element('ul', {}, items)]);
  }

  #script(run, isRun) {
    const { passed, failed, skipped } = run.counts;
    const summary = isRun ? `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}.`
      : `Modules are checked: ${failed === 0 ? 'nothing is wrong' : `${failed} failed`}. Run executes the script.`;
    const rest = run.directives.length - mostShown;
    const { text } = this.app.files.active;
    this.written = new Map(directivesOf(text).map((directive) => [directive.line, directive]));
    this.about = element('div', { class: 'about' });
    const worst = rest > 0 ? [...run.directives].sort((a, b) => Number(a.status === 'passed') - Number(b.status === 'passed')) : run.directives;
    this.show(paragraph(summary, failed === 0 ? 'good' : 'bad'), notesOf(run),
      this.about, run.output.length > 0 && element('pre', { tabindex: '0' }, element('code', {}, run.output.join('\n'))),
      element('ol', { class: 'directives' }, worst.slice(0, mostShown).map((directive) => this.#directive(directive))),
      rest > 0 && paragraph(`and ${rest} more.`));
    this.cursor(this.app.editor.cursor);
  }

  // Of a module at the cursor that a test expects to be rejected: why it is.
  async cursor(offset) {
    const { about, app } = this;
    if (!about?.isConnected) return;
    const subject = subjectOf(app.files, offset);
    const { directive } = subject?.module ?? {};
    const isThere = subject?.expected && directive.from <= offset && offset <= directive.to;
    if (about.dataset.from === String(isThere && directive.from)) return;
    about.dataset.from = String(isThere && directive.from);
    about.replaceChildren();
    this.subject = undefined;
    if (!isThere) return;
    const { ok, errors } = await this.app.engine.ask('validate', subject.content, subject.options);
    if (ok || about.dataset.from !== String(directive.from)) return;
    this.subject = subject;
    about.replaceChildren(...this.failure({ errors }));
  }

  // The rules that a directive shows, as its comment says, and the words that it expects.
  #meaning({ file, line, status }) {
    const { name, text } = this.app.files.active;
    const directive = file === name ? this.written.get(line) : undefined;
    if (!directive) return [];
    const words = status === 'passed' ? expectedWords(text, directive) : undefined;
    const rules = shownBy(text, directive).map(({ id, isObeyed }) =>
      [' ', link(`${isObeyed ? 'obeys' : 'breaks'} ${id}`, ruleAddress(id))]);
    return [words && element('span', { class: 'faint' }, ` ${words}`), rules];
  }

  #directive(directive) {
    const { line, column, file, kind, status, duration, diagnosis, code } = directive;
    const meaning = this.#meaning(directive);
    const text = `${signs[status]} line ${line} ${kind} ${status.replace('_', ' ')}`;
    const go = () => this.goTo({ file, line, column, ...(directive.errorLine && { line: directive.errorLine, column: directive.errorColumn }) });
    const time = status === 'passed' && duration >= 1 ? ` ${duration.toFixed(0)} ms` : '';
    return element('li', { class: status }, button(text, go, { class: 'place' }), time && element('span', { class: 'faint' }, time),
      meaning, diagnosis && element('pre', { tabindex: '0' }, element('code', {}, diagnosis.trimEnd())),
      code && link(`About ${code}`, codeAddress(code)));
  }
}

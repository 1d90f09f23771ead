// Whether one file can be used where another one is expected, and by which rules.
import { element, paragraph, select } from '../dom.mjs';
import { isScript } from '../files.mjs';
import { link, Panel } from '../panel.mjs';
import { citedRule } from '../places.mjs';

const mostDepth = 60;

export class Subtype extends Panel {
  static title = 'Subtype';

  async draw() {
    const modules = this.app.files.list.filter((file) => !isScript(file));
    if (modules.length === 0) return this.show(paragraph('This compares two files with modules: add one beside the script.'));
    const named = (id, other) => modules.find((file) => file.id === id) ?? other;
    const found = named(this.found, named(this.app.files.activeId, modules[0]));
    const expected = named(this.expected, modules.find((file) => file !== found) ?? found);
    const choose = (key) => (id) => {
      this.found = found.id;
      this.expected = expected.id;
      this[key] = id;
      this.refresh();
    };
    const options = modules.map(({ id, name }) => [id, name]);
    const controls = element('div', { class: 'controls' }, select('Is', options, choose('found'), found.id),
      select('usable as', options, choose('expected'), expected.id));
    const result = await this.ask('subtype', found.bytes ?? found.text, expected.bytes ?? expected.text,
      { foundName: found.name, expectedName: expected.name });
    if (!result.ok) return this.show(controls, this.failure(result));
    this.show(controls, paragraph(result.matches ? `Yes: ${found.name} matches ${expected.name}.` : `No: ${found.name} does not match ${expected.name}.`,
      result.matches ? 'good' : 'bad'),
      this.#derivation(result.steps));
  }

  #derivation(steps) {
    return element('section', { 'aria-label': 'Derivation', class: 'derivation' }, element('h2', {}, 'Derivation'), this.#step(steps, 0));
  }

  // What a step rests on is opened along the way to what failed.
  #step({ path, rule, matches, found, expected, premises }, depth) {
    const cited = citedRule(rule);
    const text = `${matches ? '✓' : '✗'} ${path.at(-1) ?? 'module'}`;
    const types = found === undefined && expected === undefined ? [] : [element('code', {}, found ?? 'nothing'), matches ? ' ≤ ' : ' ≰ ', element('code', {}, expected ?? 'nothing')];
    const about = element('div', { class: 'premise' }, types, ' ', link(cited.text, cited.address));
    if (premises.length === 0 || depth > mostDepth) return element('div', { class: 'leaf' }, text, about);
    return element('details', { open: depth < 2 || !matches }, element('summary', {}, text), about,
      element('ul', {}, premises.map((premise) => element('li', {}, this.#step(premise, depth + 1)))));
  }
}

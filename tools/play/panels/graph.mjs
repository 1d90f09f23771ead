// The graph: modules before instantiation, instances after it. A node leads to its source, the cursor to its node.
import { countText, element, paragraph, select } from '../dom.mjs';
import { drawGraph } from '../graphviz.mjs';
import { notesOf, Panel } from '../panel.mjs';
import { innermost } from '../text_places.mjs';

export class Graph extends Panel {
  static title = 'Graph';
  #before = false;

  async draw() {
    const { app } = this;
    this.picture = undefined;
    const subject = this.takeSubject();
    if (!subject) return undefined;
    const choice = element('div', { class: 'controls' }, select('Show', [['after', 'instances, after instantiation'], ['before', 'modules, before instantiation']], (value) => {
      this.#before = value === 'before';
      this.refresh();
    }, this.#before ? 'before' : 'after'));
    const result = await this.ask('graph', subject.content, { ...subject.linking, before: this.#before });
    if (!result.ok) return this.show(choice, this.failure(result));
    const { nodes, edges } = result.json;
    this.places = result.places ?? [];
    const { svg, light } = await drawGraph(result, (place) => this.goTo(place));
    this.light = light;
    this.picture = svg;
    this.show(choice, paragraph(`Of ${subject.label}: ${countText(nodes.length, 'node')}, ${countText(edges.length, 'edge')}.`),
      notesOf(result), element('div', { class: 'picture', tabindex: '0', role: 'region', 'aria-label': 'Picture of the graph' }, svg),
      edges.length > 0 && this.#list(nodes, edges));
    this.cursor(app.editor.cursor);
  }

  // The same in words.
  #list(nodes, edges) {
    const items = edges.map(({ kind, from, to, name }) => element('li', {},
      `${nodes[from].name} – ${kind}${name === undefined ? '' : ` "${name}"`} → ${nodes[to].name}`));
    return element('details', {}, element('summary', {}, 'The edges in words'), element('ul', {}, items));
  }

  cursor(offset) {
    if (!this.picture?.isConnected) return;
    this.light(innermost(this.places.map((place) => this.rangeOf(place)), offset));
  }
}

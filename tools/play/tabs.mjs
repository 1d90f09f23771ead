// Tabs, as the practices for accessible pages have them: one of them can be reached by Tab, the others by arrows from there.
import { element } from './dom.mjs';

// `items`: [{ id, text }]; `panel` is the ID of what they choose for, or of each its own with `panelOf`.
export class Tabs {
  constructor(list, { label, choose, panelOf, remove }) {
    this.list = list;
    this.choose = choose;
    this.panelOf = panelOf;
    this.remove = remove;
    list.setAttribute('role', 'tablist');
    list.setAttribute('aria-label', label);
    list.addEventListener('keydown', (event) => this.#key(event));
  }

  show(items, chosen) {
    const hadFocus = this.list.contains(document.activeElement);
    this.ids = items.map(({ id }) => id);
    this.chosen = chosen;
    const tab = ({ id, text }) => element('button', {
      type: 'button', role: 'tab', id: `tab-${id}`, 'aria-selected': String(id === chosen), 'aria-controls': this.panelOf(id),
      tabindex: id === chosen ? '0' : '-1', onclick: () => this.choose(id),
    }, text);
    this.list.replaceChildren(...items.map(tab));
    this.#reveal();
    if (hadFocus) this.focus();
  }

  get #selected() {
    return this.list.querySelector('[aria-selected="true"]');
  }

  // Of many tabs, without moving the page.
  #reveal() {
    const { list } = this;
    const selected = this.#selected;
    if (selected) list.scrollTop = selected.offsetTop - list.offsetTop - (list.clientHeight - selected.offsetHeight) / 2;
  }

  focus() {
    this.#selected?.focus();
  }

  #key(event) {
    const at = this.ids.indexOf(this.chosen);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: this.ids.length - 1 }[event.key];
    if (event.key === 'Delete' && this.remove) {
      event.preventDefault();
      this.remove(this.chosen);
    }
    if (to === undefined) return;
    event.preventDefault();
    this.choose(this.ids.at(to % this.ids.length));
    this.focus();
  }
}

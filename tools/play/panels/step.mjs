// Stepping: an instantiation event by event, an execution instruction by instruction, forward and back.
import { button, element, paragraph, row, select, table } from '../dom.mjs';
import { drawGraph } from '../graphviz.mjs';
import { Panel } from '../panel.mjs';
import { executionOf, isAlone, modulesStandingIn } from '../subject.mjs';
import { memoryRows, windowOf } from './memory.mjs';

const back = [['start', 'Start'], ['back-instantiation', 'Event'], ['back-out', 'Out'], ['back-over', 'Over'], ['back', 'Step']];
const forward = [['step', 'Step'], ['over', 'Over'], ['out', 'Out'], ['instantiation', 'Event'], ['end', 'End']];

const values = (list) => list.map(({ name, type, value }, i) => row(name ?? String(i), type, element('code', {}, value)));

// What can be called from outside, of `types(…).json`: [{ path, params }].
export function callable({ root, types }, depth = 2) {
  const of = (exports, path) => exports.flatMap(({ name, kind, type }) =>
    kind === 'func' ? [{ path: [...path, name], params: types[type].params }]
      : kind === 'instance' && path.length + 1 < depth ? of(types[type].exports, [...path, name]) : []);
  return of(types[root.type].exports ?? [], []);
}

const ending = ({ message, kind }) => message ?? (kind === 'instance' ? 'the instance is complete' : kind);

const zeros = { i32: 'i32.const 0', i64: 'i64.const 0', f32: 'f32.const 0', f64: 'f64.const 0', funcref: 'ref.null func', externref: 'ref.null extern' };

export class Step extends Panel {
  static title = 'Step';

  // The controls stay where they are while the state below changes, and with them the focus.
  constructor(app, root) {
    super(app, root);
    const go = (to) => () => this.#go(to);
    const buttons = (list, label, sign) => element('div', { role: 'group', 'aria-label': label },
      list.map(([to, text]) => button(sign(text), go(to), { 'aria-label': `${label}: ${text}` })));
    this.controls = element('div', { class: 'stepper', role: 'toolbar', 'aria-label': 'Stepping' },
      buttons(back, 'Back', (text) => `◂ ${text}`), buttons(forward, 'Forward', (text) => `${text} ▸`));
    this.setup = element('div', { class: 'controls' });
    this.says = element('p', { class: 'says', role: 'status' });
    this.state = element('div', { class: 'state' });
  }

  // A session of what is there now, at its beginning.
  async draw() {
    this.session = undefined;
    this.isUnderWay = false;
    const subject = this.takeSubject();
    if (!subject) return undefined;
    this.callFields = [];
    const more = isAlone(subject) && !subject.isRejected ? await this.#chooseCall(subject) : {};
    this.setup.replaceChildren(...[subject.script && this.#choice(subject), ...this.callFields, this.#restart()].filter(Boolean));
    if (subject.isRejected) return this.#rejected(subject);
    const opened = await this.ask('stepping', ...executionOf(subject, more));
    if (!opened.ok) return this.show(this.setup, this.failure(opened));
    this.session = opened.session;
    this.calls = opened.calls;
    const modules = Object.keys(modulesStandingIn(subject, more.types)).map((file) => file.replace(/\.wat$/, ''));
    this.standIns = [...modules, ...opened.standIns.map(({ name }) => name)];
    this.seen = undefined;
    await this.#drawPicture(opened.graph);
    this.show(this.setup, paragraph(`Of ${subject.label}.`, 'faint'), this.controls, this.says, this.state);
    await this.#showState(opened.state, false);
  }

  // What is malformed or invalid is never executed.
  async #rejected({ content, options, label, expected }) {
    const { ok, errors } = await this.ask('validate', content, options);
    if (ok) return this.show(this.setup, paragraph(`A test expects that ${label} is ${expected}, but it is not.`));
    return this.show(this.setup, this.failure({ errors }), paragraph('So there is no step: nothing of it is executed.'));
  }

  // Which module of a script, by going there.
  #choice({ modules, module }) {
    const name = ({ name: id, line, directive, sort }) =>
      `${id ?? 'module'}, line ${line}${directive.kind === 'module' ? '' : `, ${directive.kind}`}${sort ? `, ${sort}` : ''}`;
    const choose = (index) => {
      this.app.editor.go({ from: modules[index].from, to: modules[index].from });
      this.isUnderWay = false;
      this.refresh();
    };
    return select('Module', modules.map((it, index) => [String(index), name(it)]), choose, String(modules.indexOf(module)));
  }

  #restart() {
    return button('Restart', () => this.refresh());
  }

  // Of a module which function is called when its instance is complete.
  async #chooseCall({ content, options }) {
    const types = await this.ask('types', content, options);
    const functions = types.ok ? callable(types.json) : [];
    const name = (path) => path.map((part) => JSON.stringify(part)).join(' ');
    const chosen = Math.min(this.chosenCall ?? 0, functions.length);
    const choose = (number) => {
      this.chosenCall = Number(number);
      this.args = undefined;
      this.refresh();
    };
    const choices = [...functions.map(({ path }, i) => [String(i), name(path)]), [String(functions.length), 'nothing']];
    this.callFields = [select('Then call', choices, choose, String(chosen)), this.#argsField(functions[chosen])];
    return { types, calls: functions[chosen] ? [{ path: functions[chosen].path, args: this.args }] : [] };
  }

  #argsField(called) {
    if (!called || called.params.length === 0) {
      this.args = [];
      return '';
    }
    this.args ??= called.params.map((type) => zeros[type] ?? 'ref.null none');
    const input = element('input', { value: this.args.join(', '), onchange: () => {
      this.args = input.value.split(',').map((text) => text.trim()).filter(Boolean);
      this.refresh();
    } });
    return element('label', { class: 'field' }, element('span', {}, 'with'), input);
  }

  // The graph after instantiation, in which the instance that we are in is lit.
  async #drawPicture(graph) {
    this.picture = graph && await drawGraph(graph, (place) => this.goTo(place));
  }

  async #go(to) {
    if (this.session === undefined) return;
    await this.guarded(async () => {
      const result = await this.ask('go', this.session, to);
      if (!result.ok) return this.show(this.setup, this.failure(result));
      await this.#showState(result.state, true);
    });
  }

  // Once it has begun, other files can be looked at without an end to it.
  async #showState(state, follows) {
    this.isUnderWay = state.step > 0;
    const frame = state.frames[0];
    const inside = frame?.instance ?? state.event?.instance;
    const instance = state.instances.find(({ id }) => id === inside);
    this.picture?.light(instance?.node);
    this.says.textContent = this.#words(state);
    const memory = await this.#memory(state);
    const inner = element('div', {}, this.standIns.length > 0 && this.#stoodIn(), state.outcome && this.#outcome(state.outcome), this.#frames(state),
      frame && this.#frame(frame, state), memory, state.output.length > 0 && this.#output(state.output));
    const picture = this.picture && element('div', { class: 'picture', tabindex: '0', role: 'region', 'aria-label': 'Graph of instances' }, this.picture.svg);
    this.state.replaceChildren(inner, element('div', { class: 'around' }, picture, this.#instances(state, inside)));
    if (follows) this.#follow(frame?.at ?? state.at ?? state.outcome?.at);
  }

  #stoodIn() {
    return paragraph(`Nothing was given for ${this.standIns.join(', ')}: what stands in for it returns zeros.`, 'note');
  }

  #output(lines) {
    return element('section', {}, element('h2', {}, 'Output'), element('pre', { tabindex: '0' }, element('code', {}, lines.join('\n'))));
  }

  // The editor shows where we are, in whichever file that is.
  #follow(at) {
    const file = at && this.fileOf(at);
    if (!file) return this.app.editor.light(undefined);
    this.app.follow(file.id);
    this.app.editor.light(this.rangeOf(at));
  }

  #words({ step, last, kind, event, instruction, call, outcome }) {
    const called = call === undefined ? '' : `, call of ${this.calls[call]?.path.join('.') ?? call}`;
    const what = kind === 'event' ? event.text : kind === 'instruction' ? `next is ${instruction}` : kind === 'return' ? 'the function returns'
      : kind === 'end' ? `the end${outcome ? `: ${ending(outcome)}` : ''}` : 'the beginning';
    return `Step ${step}${last === undefined ? '' : ` of ${last}`}${called}: ${what}`;
  }

  #outcome({ kind, results, message, stack }) {
    const text = results ? `Results: ${results.map(({ value }) => value).join(', ') || 'none'}.` : kind === 'instance' ? 'The instance is complete.' : `${kind.replace(/_/g, ' ')}: ${message ?? ''}`;
    return element('div', {}, paragraph(text, results || kind === 'instance' ? 'good' : 'bad'),
      stack && element('pre', { tabindex: '0' }, element('code', {}, stack)));
  }

  #frames({ frames, depth }) {
    if (frames.length === 0) return undefined;
    const item = ({ path, instruction, at }) => element('li', {}, button(path, () => this.goTo(at), { class: 'place' }), ' ', element('code', {}, instruction ?? 'returns'));
    return element('section', {}, element('h2', {}, 'Activations'), element('ol', { class: 'frames' }, frames.map(item)),
      depth > frames.length && paragraph(`and ${depth - frames.length} more.`));
  }

  #frame({ operands, moreOperands, locals, moreLocals }, { globals = [] }) {
    const list = (title, items, more) => element('section', {}, element('h2', {}, title),
      items.length > 0 ? table(['', 'type', 'value'], values(items), title) : paragraph('none', 'faint'), more && paragraph(`and ${more} more.`));
    return element('div', { class: 'values' }, list('Operands, the topmost first', [...operands].reverse(), moreOperands), list('Locals', locals, moreLocals),
      globals.length > 0 && list('Globals', globals));
  }

  #instances({ instances }, inside) {
    const item = ({ id, label, complete, at, memories }) => element('li', { class: id === inside ? 'lit' : undefined, 'aria-current': id === inside ? 'true' : undefined },
      button(label, () => this.goTo(at), { class: 'place' }), complete ? '' : ' (being made)',
      memories.map(({ name, store, size }) => ` memory ${name}: #${store}, ${size} bytes`));
    return element('section', {}, element('h2', {}, 'Instances'), element('ul', { class: 'instances' }, instances.map(item)));
  }

  // Around what is accessed, or was last.
  async #memory({ access, accessed, instances }) {
    this.seen = access?.[0] ?? accessed?.[0] ?? this.seen;
    if (!this.seen || !instances[this.seen.instance]) return undefined;
    const { instance, memory, address, kind } = this.seen;
    const { begin, length } = windowOf(this.seen);
    const found = await this.ask('memory', this.session, { instance, memory, address: String(begin), length });
    if (!found.ok) return undefined;
    const title = `Memory ${memory} of ${instances[instance].label}, ${kind} at ${address}`;
    const rows = memoryRows(found.bytes, begin, this.seen).map(({ at, cells, text }) => element('div', {}, element('span', { class: 'address' }, at),
      cells.map(({ hex, isAccessed }) => [element('span', { class: isAccessed ? 'accessed' : undefined }, hex), ' ']), text));
    return element('section', {}, element('h2', {}, title), element('pre', { class: 'memory', tabindex: '0', role: 'region', 'aria-label': title }, rows));
  }
}

// The playground: what its parts do together.
import { switchesOf } from './directives.mjs';
import { Editor } from './editor.mjs';
import { Engine, Stopped } from './engine.mjs';
import { fillChooser, openExample, openTest } from './examples.mjs';
import { Files, isScript, isType } from './files.mjs';
import { decodeState, encodeState, readFragment } from './fragment.mjs';
import { keep, kept } from './kept.mjs';
import { acceptFiles, startMenu } from './menu.mjs';
import { isPanel, panels } from './panels.mjs';
import { checkedOnly, Problems } from './problems.mjs';
import { subjectOf } from './subject.mjs';
import { Tabs } from './tabs.mjs';

const byId = (id) => document.getElementById(id);
const pause = 300;
const first = 'link-time-virtualization';

class App {
  constructor() {
    this.files = new Files();
    this.checked = {};
    this.engine = new Engine((isBusy) => this.#busy(isBusy));
    this.editor = new Editor(byId('editor'), {
      change: (id, text) => this.files.setText(id, text), cursor: (id, offset) => this.panel?.moved(offset), run: () => this.run(),
    });
    this.problems = new Problems(this, byId('problems'));
    this.fileTabs = new Tabs(byId('files'), { label: 'Files', choose: (id) => this.files.activate(id), panelOf: () => 'editor',
      remove: (id) => this.files.remove(id) });
    this.panelTabs = new Tabs(byId('panels'), { label: 'Views', choose: (id) => this.showPanel(id), panelOf: () => 'panel' });
    this.files.onChange((what) => this.#changed(what));
    byId('run').addEventListener('click', () => this.run());
    byId('stop').addEventListener('click', () => {
      this.engine.stop();
      byId('run').focus();
    });
    startMenu(this);
    acceptFiles(this, byId('files-side'));
  }

  say(text) {
    byId('status').textContent = text;
  }

  #busy(isBusy) {
    byId('stop').disabled = !isBusy;
    document.body.classList.toggle('busy', isBusy);
  }

  isShown(panel) {
    return this.panel === panel;
  }

  showPanel(id) {
    this.panelId = isPanel(id) ? id : 'results';
    this.panel = new panels[this.panelId].Panel(this, byId('panel'));
    byId('panel').replaceChildren();
    byId('panel').setAttribute('aria-labelledby', `tab-${this.panelId}`);
    this.panelTabs.show(Object.entries(panels).map(([key, panel]) => ({ id: key, text: panel.title })), this.panelId);
    this.editor.light(undefined);
    return this.files.active && this.panel.refresh();
  }

  // To a file because of something on the right, which stays as it is.
  follow(id) {
    this.isFollowing = true;
    this.files.activate(id);
    this.isFollowing = false;
  }

  #changed(what) {
    const { files, editor } = this;
    const items = files.list.map(({ id, name }) => ({ id, text: name }));
    if (what !== 'text') {
      this.fileTabs.show(items, files.activeId);
      editor.forget(files.list.map(({ id }) => id));
      byId('editor').setAttribute('aria-labelledby', `tab-${files.activeId}`);
      this.#showFile();
    }
    this.#unschedule();
    if (what !== 'active' && !this.isOpening) this.#keep();
    if (this.isFollowing || (what === 'active' && this.panel?.isUnderWay)) return void this.check({ keepsPanel: true });
    if (what !== 'text') this.checked = {};
    this.#schedule(what === 'text' ? pause : 0);
  }

  // Whoever cannot see the page is told when it is not as it will be soon.
  async during(action) {
    this.#count(1);
    try {
      return await action();
    } finally {
      this.#count(-1);
    }
  }

  #count(more) {
    this.under = (this.under ?? 0) + more;
    byId('main').setAttribute('aria-busy', String(this.under > 0));
  }

  #schedule(delay) {
    this.#count(1);
    this.timer = setTimeout(() => {
      this.check();
      this.#unschedule();
    }, delay);
  }

  #unschedule() {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.#count(-1);
  }

  get #state() {
    const files = this.files.list.map(({ name, text, bytes }) => ({ name, text, bytes }));
    return { files, active: this.files.list.indexOf(this.files.active), panel: this.panelId };
  }

  // What the reader has written is there again after going elsewhere and back.
  #keep() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => {
      keep(this.#state);
      this.#bringAlong();
    }, pause);
  }

  // From a frame to the playground with what was changed in it, as far as an address can have that.
  async #bringAlong() {
    if (!document.body.classList.contains('embedded')) return;
    const state = await encodeState(this.#state).catch(() => undefined);
    if (state) byId('whole').href = `#state=${state}`;
  }

  // A binary is shown as the text that it means, to be read.
  async #showFile() {
    const { active } = this.files;
    if (!active.bytes) return this.editor.show(active);
    this.editor.show({ ...active, text: `;; ${active.name}`, isReadOnly: true });
    const printed = await this.engine.ask('print', active.bytes, { name: active.name }).catch(() => ({ ok: false }));
    if (this.files.active !== active) return undefined;
    const text = printed.ok ? printed.text : `;; ${active.name} is no module that can be shown as text: see Bytes.`;
    return this.editor.show({ ...active, text, isReadOnly: true });
  }

  // What is wrong with the active file. Scripts are not executed, but their modules are validated.
  async check({ keepsPanel = false } = {}) {
    const { active } = this.files;
    const request = isScript(active)
      ? ['runScript', active.text, { ...this.#scriptOptions(), modules: 'validate', actions: 'skip' }]
      : [isType(active) ? 'types' : 'validate', active.bytes ?? active.text, subjectOf(this.files, 0).options];
    await this.#checkedBy(request, false, keepsPanel);
  }

  // Executes a script; a module is checked.
  async run() {
    this.#unschedule();
    const { active } = this.files;
    if (!isScript(active)) return this.check();
    this.say('Running …');
    const isThere = this.panelId === 'results';
    if (!isThere) this.showPanel('results');
    return this.#checkedBy(['runScript', active.text, this.#scriptOptions()], true, false);
  }

  #scriptOptions() {
    const { active } = this.files;
    const others = this.files.list.filter((file) => file !== active).map(({ name, text, bytes }) => [name, bytes ?? text]);
    return { name: active.name, files: Object.fromEntries(others), switches: switchesOf(active.text) };
  }

  #checkedBy(...how) {
    return this.during(() => this.#checkBy(...how));
  }

  // A script that is executed is so no more when something else is to be.
  #supersede() {
    if (this.isRunning) this.engine.stop();
    this.isRunning = false;
  }

  async #checkBy(request, isRun, keepsPanel) {
    const turn = this.turn = (this.turn ?? 0) + 1;
    this.#supersede();
    this.isRunning = isRun;
    try {
      const answer = await this.engine.ask(...request);
      const result = isRun ? answer : checkedOnly(answer);
      if (turn !== this.turn) return;
      this.checked = { result, isRun };
      this.problems.show(result);
      this.say(this.#summary(result, isRun));
      if (!keepsPanel) await this.panel.refresh();
    } catch (error) {
      if (turn !== this.turn) return;
      this.say(error instanceof Stopped ? 'Stopped.' : `This went wrong: ${error.message}`);
      if (!(error instanceof Stopped)) console.error(error);
    } finally {
      if (turn === this.turn) this.isRunning = false;
    }
  }

  #summary({ ok, errors = [], counts }, isRun) {
    const { name } = this.files.active;
    if (errors.length > 0) return `${name}: ${errors.length === 1 ? '1 error' : `${errors.length} errors`}.`;
    if (!counts) return `${name} is valid.`;
    const { passed, failed } = counts;
    return isRun ? `${name}: ${passed} passed, ${failed} failed.` : ok ? `${name}: its modules are as they should be.` : `${name}: ${failed} failed.`;
  }

  // { files, active, panel }
  async open({ files, active, panel }) {
    this.#supersede();
    clearTimeout(this.keeping);
    this.panelId = isPanel(panel) ? panel : this.panelId ?? 'results';
    this.isOpening = true;
    this.files.replace(files, active);
    this.isOpening = false;
    this.#unschedule();
    this.checked = {};
    this.showPanel(this.panelId);
    await (isScript(this.files.active) && this.panelId === 'results' ? this.run() : this.check());
  }

  openExample(id) {
    return this.during(async () => {
      const example = await openExample(id);
      if (!example) return this.say(`There is no example ${id}.`);
      this.exampleId = id;
      history.pushState(null, '', `#${new URLSearchParams({ example: id })}`);
      return this.open(example);
    });
  }

  showChoice() {
    byId('example').value = this.exampleId ?? '';
  }

  // What the address asks for.
  openFragment() {
    return this.during(() => this.#openFragment());
  }

  async #openFragment() {
    const asked = readFragment(location.hash);
    const before = kept();
    if (!asked && this.files.active && !before) return keep(this.#state);
    const { example, test, state, panel, isEmbedded = false } = asked ?? {};
    document.body.classList.toggle('embedded', isEmbedded);
    const other = new URLSearchParams(location.hash.slice(1));
    other.delete('embed');
    byId('whole').href = `#${other}`;
    try {
      if (before) return await this.open(before);
      if (state) return await this.open({ ...await decodeState(state), ...(panel && { panel }) });
      const found = test ? await openTest(test) : await openExample(example ?? first);
      if (found) {
        this.exampleId = test ? undefined : example ?? first;
        return await this.open({ ...found, ...(panel && { panel }) });
      }
      return await this.#openInstead(`There is no ${test ? `test ${test}` : `example ${example}`}.`);
    } catch (error) {
      return this.#openInstead(`The address cannot be read: ${error.message.replace(/\.$/, '')}.`);
    }
  }

  // Whoever follows an address that leads nowhere is told, beside what is said of what is there instead.
  async #openInstead(why) {
    if (!this.files.active) {
      this.exampleId = first;
      await this.open(await openExample(first));
    }
    this.say(`${why} ${byId('status').textContent}`);
  }

  // The address of what is there now.
  async share() {
    const state = await encodeState(this.#state);
    return `${location.href.replace(/#.*/, '')}#state=${state}`;
  }
}

const app = new App();
globalThis.addEventListener('popstate', () => app.openFragment().then(() => app.showChoice()));
Promise.all([app.openFragment(), fillChooser(byId('example'))]).then(() => app.showChoice());

// What is wrong with the active file: underlined in the editor, and as a list below it, with the rule and a quick fix.
import { button, element, paragraph } from './dom.mjs';
import { isScript } from './files.mjs';
import { fixOf } from './fixes.mjs';
import { link } from './panel.mjs';
import { codeAddress, placeLink } from './places.mjs';
import { lineColumnOf, rangeOf } from './text_places.mjs';

// Directives that did not pass, as problems.
function problemsOfRun(run) {
  if (run.errors) return run.errors;
  return run.directives.filter(({ status }) => status === 'failed' || status === 'error').map((directive) => {
    const { file, kind, message, expected, found, code } = directive;
    const detail = expected === undefined ? '' : `: expected ${expected}, found ${found ?? 'nothing'}`;
    const { errorLine: line = directive.line, errorColumn: column = directive.column } = directive;
    return { file, line, column, code, stage: `${kind} ${directive.status}`, message: (message ?? '') + detail };
  });
}

const ofModules = new Set(['module', 'module definition', 'assert_malformed', 'assert_invalid']);

// Of a script that was checked and not executed: what is skipped is not done yet, and what other directives found depends on that.
export function checkedOnly(run) {
  if (!run.directives) return run;
  const isLeft = ({ kind, status }) => status === 'skipped' || (status === 'failed' && !ofModules.has(kind));
  const directives = run.directives.map((directive) => {
    const { file, line, column, kind, duration } = directive;
    return isLeft(directive) ? { file, line, column, kind, duration, status: 'not_run' } : directive;
  });
  const failed = directives.filter(({ status }) => status === 'failed' || status === 'error').length;
  return { ...run, directives, ok: failed === 0, counts: { ...run.counts, failed } };
}

export class Problems {
  constructor(app, root) {
    this.app = app;
    this.root = root;
  }

  // Of `validate`, or of a script that was run.
  show(result) {
    const { active } = this.app.files;
    const problems = (isScript(active) ? problemsOfRun(result) : result.errors ?? []).slice(0, 100);
    const shown = problems.map((problem) => this.#located(problem, active));
    this.app.editor.diagnose(shown.filter(({ range }) => range).map((problem) => this.#diagnostic(problem)));
    const count = problems.length === 0 ? 'No problems.' : problems.length === 1 ? '1 problem:' : `${problems.length} problems:`;
    this.root.replaceChildren(paragraph(count, 'count'), element('ul', {}, shown.map((problem) => this.#item(problem))));
  }

  #located(problem, active) {
    const isHere = !active.bytes && (!problem.file || problem.file === active.name);
    const isPlaced = problem.offset !== undefined || problem.line !== undefined;
    const range = isHere && isPlaced ? rangeOf(active.text, problem) : undefined;
    return { problem, range, fix: range && fixOf(problem.message, active.text, range.from) };
  }

  #diagnostic({ problem, range, fix }) {
    const text = `${problem.stage}: ${problem.message}`;
    const actions = fix ? [{ name: fix.label, apply: () => this.app.editor.change(fix) }] : [];
    const renderMessage = () => element('span', {}, text, problem.code ? [' ', link(problem.code, codeAddress(problem.code))] : []);
    return { ...range, severity: 'error', message: text, actions, renderMessage };
  }

  #item({ problem, range, fix }) {
    const { app } = this;
    const place = range ? `line ${lineColumnOf(app.files.active.text, range.from).line}: `
      : problem.offset !== undefined ? `byte ${problem.offset}: ` : '';
    const text = `${place}${problem.stage}: ${problem.message}`;
    const inEditor = (action) => () => {
      action();
      app.editor.focus();
    };
    const go = inEditor(() => app.editor.go(range));
    return element('li', {}, range ? button(text, go, { class: 'place' }) : element('span', {}, text),
      fix && button(fix.label, inEditor(() => app.editor.change(fix))), problem.code && this.#rule(problem.code));
  }

  // What the code of an error means, asked for when somebody wants to know.
  #rule(code) {
    const details = element('details', {}, element('summary', {}, `Rule: ${code}`));
    details.addEventListener('toggle', async () => {
      if (!details.open || details.children.length > 1) return;
      const found = await this.app.engine.ask('explain', code).catch(() => ({ ok: false }));
      const places = (found.places ?? []).map(placeLink).map(({ text, address }) => element('li', {}, link(text, address)));
      details.append(paragraph(found.rule ?? ''), element('ul', {}, places, element('li', {}, link('all about it', codeAddress(code)))));
    });
    return details;
  }
}

// Formulas in Markdown: between `$` in a line, or between lines of `$$`. CONTRIBUTING.md, "How to change a rule of docs/spec"

function inlineFormula(state, silent) {
  if (state.src[state.pos] !== '$') return false;
  const end = state.src.indexOf('$', state.pos + 1);
  const text = state.src.slice(state.pos + 1, end);
  const isClosed = end > 0 && !text.includes('\n');
  if (!silent) {
    const token = state.push(isClosed ? 'formula' : 'open_formula', '', 0);
    token.content = isClosed ? text : '$';
  }
  state.pos = isClosed ? end + 1 : state.pos + 1;
  return true;
}

function displayedFormula(state, startLine, endLine, silent) {
  const lineAt = (line) => state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]);
  if (lineAt(startLine) !== '$$') return false;
  if (silent) return true;
  let end = startLine + 1;
  while (end < endLine && lineAt(end) !== '$$') ++end;
  const token = state.push(end < endLine ? 'displayed_formula' : 'open_formula', '', 0);
  token.block = true;
  token.content = state.getLines(startLine + 1, end, 0, false);
  token.map = [startLine, end + 1];
  state.line = end + 1;
  return true;
}

export function formulaSyntax(markdown) {
  markdown.inline.ruler.before('escape', 'formula', inlineFormula);
  const interrupts = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
  markdown.block.ruler.before('fence', 'displayed_formula', displayedFormula, interrupts);
}

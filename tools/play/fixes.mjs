// Quick fixes: what errors say would be right, as a change of the text.

// `unknown operator i32.cons; did you mean i32.const?` { from, to, insert, label }, or undefined.
export function fixOf(problem, text) {
  const insert = problem.hint?.replacement ?? / did you mean (\S+?)\?/.exec(problem.message)?.[1];
  const { offset, endOffset } = problem;
  if (insert === undefined || offset === undefined || endOffset === undefined || endOffset <= offset) return undefined;
  const old = text.slice(offset, endOffset);
  // What stands there is the word that the message complains of, and nothing more.
  if (!problem.hint && !/^[^\s()]+$/.test(old)) return undefined;
  return { from: offset, to: endOffset, insert, label: `Replace by ${insert}` };
}

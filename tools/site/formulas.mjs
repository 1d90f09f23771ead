// Formulas as HTML and MathML, by KaTeX, which is to have nothing to say about them.
import { load } from './packages.mjs';

const katex = load('katex');

// Characters without metrics are told to the console alone.
function withWarnings(action) {
  const { warn } = console;
  const warnings = [];
  console.warn = (...words) => warnings.push(words.join(' '));
  try {
    return { result: action(), warnings };
  } finally {
    console.warn = warn;
  }
}

// In a line, a record may go on in the next line behind each of its fields.
const breakable = (text) => text.replace(/,~/g, ',~\\allowbreak ');

// Empty, and a problem, if it is wrong.
export function renderFormula(text, { isDisplay, place, problems }) {
  const options = { displayMode: isDisplay, strict: 'error', throwOnError: true, trust: false };
  try {
    const { result, warnings } = withWarnings(() => katex.renderToString(isDisplay ? text : breakable(text), options));
    for (const warning of warnings) problems.add(place, warning);
    return result;
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    problems.add(place, error.message);
    return '';
  }
}

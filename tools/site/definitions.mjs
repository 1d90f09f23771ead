// In which line a source defines what a rule names: no parser, but it knows a definition from a call, as
// tools/spec-pages/definitions.cc does, and a definition with a body from one without.

const isWordChar = (char) => char !== undefined && /\w/.test(char);
const noTypes = new Set(['return', 'throw', 'else', 'case', 'do', 'co_return', 'new']);
const keywords = new Set(['struct', 'class', 'enum', 'union', 'concept', 'using']);

const withoutComments = (text) => text.replace(/\/\/.*/g, '');
const lastWord = (text) => /\w*$/.exec(text)[0];

// Whether a text ends as what stands before a name that is declared: with a type, or a scope.
function endsInType(text) {
  const word = lastWord(text);
  return word ? !noTypes.has(word) : /([>*&]|::)$/.test(text);
}

function behindParentheses(text) {
  let depth = 0;
  for (let i = 0; i < text.length; ++i) {
    depth += text[i] === '(' ? 1 : text[i] === ')' ? -1 : 0;
    if (depth === 0) return text.slice(i + 1);
  }
  return '';
}

const behindQualifiers = (text) => text.replace(/^\s*((const|noexcept|override|final|try)\b\s*)*/, '');

// 'body', 'declaration' or undefined. `behind` begins behind the name.
function definitionAt(before, behind) {
  if (keywords.has(lastWord(before))) return /^[^;{=]*[{=]/.test(behind) ? 'body' : 'declaration';
  if (!endsInType(before) || behind === '') return undefined;
  const first = behind[0] === '(' ? behindQualifiers(behindParentheses(behind))[0] : behind[0];
  const ofBody = behind[0] === '(' ? '{:' : '={';
  if (first === undefined) return undefined;
  return ofBody.includes(first) ? 'body' : first === ';' ? 'declaration' : undefined;
}

// Undefined if nothing there defines it; lines begin with 1.
export function lineOfDefinition(file, text, name) {
  const isCpp = /\.(cc|h)$/.test(file);
  const code = isCpp ? withoutComments(text) : text;
  const lineAt = (at) => code.slice(0, at).split('\n').length;
  let declaration;
  for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (isWordChar(code[at - 1]) || isWordChar(code[end])) continue;
    if (!isCpp) return lineAt(at);
    const kind = definitionAt(code.slice(Math.max(0, at - 400), at).trimEnd(), code.slice(end, end + 4000).trimStart());
    if (kind === 'body') return lineAt(at);
    if (kind === 'declaration') declaration ??= lineAt(at);
  }
  return declaration;
}

// Of `suite.name`, in a test program.
export function lineOfTest(text, test) {
  const [suite, name] = test.split(/\.(.*)/s);
  const at = text.search(new RegExp(`\\bTEST(_F)?\\(${suite}, ${name}\\)`));
  return at < 0 ? undefined : text.slice(0, at).split('\n').length;
}

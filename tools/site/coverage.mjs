// Which directives show rules obeyed and broken: what spec-tests/COVERAGE.md says.
import path from 'node:path';

export const page = 'spec-tests/COVERAGE.md';

// `[limits.wast:5](limits.wast#L5), … and 2 more`
function directivesOf(text) {
  const links = [...text.matchAll(/\[[^\]]+\]\(([^)#]+)#L(\d+)\)/g)];
  const more = Number(/ and (\d+) more$/.exec(text)?.[1] ?? 0);
  const shown = links.map(([, file, line]) => ({ file: path.posix.join('spec-tests', file), line: Number(line) }));
  return { shown, more, count: shown.length + more };
}

function ruleOf(block) {
  const [title, ...lines] = block.split('\n');
  const text = lines.join(' ').replace(/\s+/g, ' ').trim();
  const match = /^(.*?)(?: \*\([^*]*\)\*)? - Obeyed: (.*?) - Broken: (.*)$/.exec(text);
  if (!match) throw new Error(`${page}: cannot read what it says about ${title}`);
  const [, rule, obeyed, broken] = match;
  return { id: title.trim(), rule, obeyed: directivesOf(obeyed), broken: directivesOf(broken) };
}

// By ID.
export function readCoverage(text) {
  const blocks = text.replace(/^## .*$/gm, '').split(/^### /m).slice(1);
  return new Map(blocks.map(ruleOf).map((rule) => [rule.id, rule]));
}

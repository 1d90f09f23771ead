// How many mutations of the code break the premises of each rule: what tools/mutations-spec.txt says.

export const page = 'tools/mutations-spec.txt';

// `= valid-export.1: C ⊢ k x : et`: the rule, and the number of its premise.
const premise = /^= ([a-z0-9-]+)\.(\d+):/;

// By the name of the rule: { mutations, premises, line }: how many there are, of how many premises, where the first is.
export function readMutations(text) {
  const rules = new Map();
  let line = 1;
  for (const part of text.split('\n\n')) {
    const lines = part.split('\n');
    const names = new Set();
    lines.forEach((content, index) => {
      const [, name, number] = premise.exec(content) ?? [];
      if (!name || !part.startsWith('@ ')) return;
      if (!rules.has(name)) rules.set(name, { mutations: 0, broken: new Set(), line: line + index });
      rules.get(name).broken.add(number);
      names.add(name);
    });
    for (const name of names) rules.get(name).mutations += 1;
    line += lines.length + 1;
  }
  return new Map([...rules].map(([name, { mutations, broken, line: at }]) => [name, { mutations, premises: broken.size, line: at }]));
}

// What the playground has to choose from: both worked examples, a script for each chapter of the suite, directives for each rule.

export const scriptsIn = ['spec-tests'];

const folder = 'examples';
const worked = [
  {
    id: 'link-time-virtualization', title: 'Link-time virtualization',
    files: ['parent', 'virtualize', 'child'].map((name) => `${folder}/link-time-virtualization/${name}.wat`),
  },
  {
    id: 'shared-everything', title: 'Shared-everything dynamic linking',
    files: ['zipper', 'libzip', 'libc', 'imgmgk', 'libimg'].map((name) => `${folder}/shared-everything/${name}.wat`),
  },
];

// As files, with the script that runs all of it as the last one; and that script alone.
function workedExamples() {
  return worked.flatMap(({ id, title, files }) => {
    const script = `spec-tests/examples/${id}.wast`;
    return [{ id, title, files: [...files, script], panel: 'graph' }, { id: `${id}-script`, title: `${title}: the script`, files: [script], panel: 'results' }];
  });
}

const wordsOf = (name) => name.replace(/\.wast$/, '').replace(/\//g, ': ').replace(/[-_]/g, ' ');

function chapters(scripts) {
  const base = 'spec-tests/module-linking/';
  return scripts.filter((file) => file.startsWith(base)).map((file) => {
    const name = file.slice(base.length);
    return { id: name.replace(/\.wast$/, ''), title: wordsOf(name), files: [file] };
  });
}

const short = (text, most) => (text.length > most ? `${text.slice(0, most).replace(/\s+\S*$/, '')} …` : text);

function ofRule({ id, rule, obeyed, broken }) {
  const tests = Object.entries({ obeyed, broken }).filter(([, { shown }]) => shown.length > 0)
    .map(([kind, { shown: [{ file, line }] }]) => ({ kind, file, line }));
  return { id, title: `${id}: ${short(rule.replace(/[`*]|\[|\]\([^)]*\)/g, ''), 70)}`, tests };
}

// { groups, scripts, texts }: `scripts` are those that an address can name, `texts` all files whose texts are needed.
export function examplesOf(repository, rules) {
  const scripts = scriptsIn.flatMap((place) => [...repository.files(place)]).filter((file) => file.endsWith('.wast'));
  const groups = [
    { title: 'Worked examples', examples: workedExamples() },
    { title: 'Chapters of the test suite', examples: chapters(scripts) },
    { title: 'Rules, obeyed and broken', examples: [...rules.values()].map(ofRule).filter(({ tests }) => tests.length > 0) },
  ];
  return { groups, scripts, texts: [...new Set([...scripts, ...worked.flatMap(({ files }) => files)])] };
}

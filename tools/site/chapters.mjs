// The chapters of docs/spec, in the order in which docs/spec/README.md lists them.
import { specification } from './paths.mjs';

export const contents = `${specification}/README.md`;

// [{ title, file }]
export function chaptersIn(repository, problems) {
  const rows = [...repository.read(contents).matchAll(/^\| \[([^\]]+)\]\(([a-z-]+\.md)\) \|/gm)];
  const chapters = rows.map(([, title, file]) => ({ title, file: `${specification}/${file}` }));
  for (const name of repository.names(specification)) {
    const file = `${specification}/${name}`;
    if (file === contents || !name.endsWith('.md') || chapters.some((chapter) => chapter.file === file)) continue;
    problems.add(contents, `${name} is not in the table of chapters`);
  }
  return chapters;
}

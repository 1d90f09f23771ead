// The site as a whole: its pages, made of the repository, in memory.
import { addAssets } from './assets.mjs';
import { chaptersIn, contents } from './chapters.mjs';
import { checkReferences } from './core_documents.mjs';
import { addCorePage, coreReferences } from './core_page.mjs';
import { page as coveragePage, readCoverage } from './coverage.mjs';
import { CitesRenderer } from './entries.mjs';
import { addFolderPage } from './folder_page.mjs';
import { layOut } from './layout.mjs';
import { checkLinks } from './links.mjs';
import { renderMarkdown } from './markdown.mjs';
import { page as mutationsPage, readMutations } from './mutations.mjs';
import { document, home, pageOf, specification } from './paths.mjs';
import { addPlayground } from './playground.mjs';
import { addRulesPage } from './rules_page.mjs';
import { Site } from './site.mjs';
import { addSourcePage } from './source_page.mjs';

const titleOf = (titles) => titles.find(({ level }) => level === 1)?.text.replace(/`/g, '');

const withDocument = (html) => html.replace('</h1>', `</h1>\n<p>Also <a href="${document}">as one document</a> (PDF).</p>`);

class Maker {
  constructor(repository, problems, { hasDocument, packageFolder }) {
    this.repository = repository;
    this.problems = problems;
    this.hasDocument = hasDocument;
    this.packageFolder = packageFolder;
    this.site = new Site(repository, problems);
    this.site.hasPlayground = packageFolder !== undefined;
    this.chapters = chaptersIn(repository, problems);
    this.rules = readCoverage(repository.read(coveragePage));
    this.cites = new CitesRenderer(this.site, this.rules, readMutations(repository.read(mutationsPage)));
    this.parts = [];
  }

  markdown(file) {
    const page = pageOf(file);
    const isSpecification = file.startsWith(`${specification}/`);
    const env = { site: this.site, problems: this.problems, page, file };
    if (isSpecification) env.renderCites = (entry) => this.cites.render(page, entry);
    const text = renderMarkdown(this.repository.read(file), env, { isSpecification });
    const { titles, hasFormulas } = env;
    const title = titleOf(titles) ?? file;
    const content = page === home && this.hasDocument ? withDocument(text) : titleOf(titles) ? text : `<h1>${file}</h1>\n${text}`;
    if (isSpecification) this.parts.push({ title, file, content: text, entries: env.entries.map((entry) => ({ ...entry, page })) });
    this.site.add(page, layOut({ site: this.site, page, title, content, chapters: this.chapters, titles, hasFormulas }));
  }

  // Sources come last but folders, so that each knows who cites it, and these know what is there.
  make() {
    const { site, chapters } = this;
    addAssets(site);
    if (this.hasDocument) site.add(document, '');
    for (const { file } of [{ file: contents }, ...chapters]) this.markdown(file);
    site.linkTo('index.html', coveragePage);
    site.linkTo('index.html', 'docs/decisions.md');
    site.linkTo('index.html', 'README.md');
    if (site.hasPlayground) addPlayground(site, this.packageFolder, this.rules);
    addRulesPage(site, this.cites, this.parts, chapters);
    this.references = coreReferences(this.repository);
    addCorePage(site, this.references, chapters);
    for (let files; (files = site.take('markdown')).length > 0;) for (const file of files) this.markdown(file);
    for (const file of site.take('source')) addSourcePage(site, file, chapters);
    for (const file of site.take('picture')) site.add(file, this.repository.bytes(file));
    for (let folders; (folders = site.take('folder')).length > 0;)
      for (const folder of folders) addFolderPage(site, folder, chapters);
    return this;
  }
}

// { pages, parts, chapters, notes }. `specifications` is the folder of `core/`, if it is at hand; with `hasDocument` there
// will be a document for paper, to which the first page leads; `packageFolder` has the package of npm for the playground.
export function makeSite(repository, problems, { specifications, hasDocument = false, packageFolder } = {}) {
  const { site, parts, chapters, references } = new Maker(repository, problems, { hasDocument, packageFolder }).make();
  const notes = [`${site.pages.size} files, ${checkLinks(site.pages, problems, site.placeOf.bind(site))} links within the site`];
  if (!packageFolder) notes.push('no playground, as the package of npm is missing: tools/site/build --play builds it (em++), or MODLINK_NPM_PACKAGE says where it is');
  if (specifications) {
    checkReferences(references, specifications, problems);
    notes.push(`${references.length} references to the core specification, held against its sources`);
  } else {
    notes.push('references to the core specification: not held against its sources, as MODLINK_SPECIFICATIONS is not set');
  }
  return { pages: site.pages, parts, chapters, notes };
}

// Tests of the site in Chromium: opened as files, light, dark and on a phone, and printed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';

import { folderOf, load, top } from './packages.mjs';
import { needBrowser, needPackages } from './skip.mjs';

needPackages('axe-core', 'playwright-core');
const executablePath = needBrowser();
const { chromium } = load('playwright-core');

const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'modlink-site-')), 'site');
process.on('exit', () => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));

// One page of each kind, none of the long ones.
const pages = [
  'index.html', 'spec/javascript.html', 'spec/component-model.html', 'spec/example.html', 'rules.html', 'docs/flatten.html',
  'docs/c-api.html', 'source/spec-tests/module-linking/slips.wast.html', 'source/validator/match.h.html',
  'source/spec-tests/rules/index.html', 'source/spec-tests/rules/subtyping.txt.html',
];

// Of these only the width is looked at: they have nothing that others do not.
const longPages = ['spec/structure.html', 'spec/validation.html', 'spec/execution.html', 'spec/binary.html', 'spec/text.html',
  'spec/appendix.html', 'spec/open-questions.html', 'core.html', 'docs/decisions.html', 'README.html', 'spec-tests/COVERAGE.html'];

const wide = { width: 1280, height: 900 };
const narrow = { width: 360, height: 740 };

test('the program writes the site and prints the document', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(top, 'tools/site/build'), '--pdf', folder],
    { encoding: 'utf8', env: { ...process.env, MODLINK_BROWSER: executablePath } });
  assert.equal(status, 0, stdout + stderr);
  const document = fs.readFileSync(path.join(folder, 'specification.pdf'), 'latin1');
  assert.match(document, /^%PDF-/);
  assert.match(document, /\/Outlines /);
  assert.ok(document.match(/\/Type \/Page\b/g).length > 40);
  assert.ok(!fs.existsSync(path.join(folder, 'specification.html')));
});

// By axe, of all its rules, or those about colors, or all others, but for what is inside of formulas, which is KaTeX's.
async function violationsOf(page, { colors = true, others = true } = {}) {
  const options = others ? { rules: { 'color-contrast': { enabled: colors } } } : { runOnly: ['color-contrast'] };
  const run = (settings) => window.axe.run({ exclude: ['.katex'] }, { preload: false, resultTypes: ['violations'], ...settings });
  const { violations } = await page.evaluate(run, options);
  const told = ({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(told).join('; ')}`);
}

// What goes wrong while a page is shown.
function complaintsOf(page) {
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`no ${request.url()}`));
  page.on('request', (request) => request.url().startsWith('file:') || complaints.push(`asks for ${request.url()}`));
  return complaints;
}

const open = (page, name) => page.goto(pathToFileURL(path.join(folder, name)).href);

async function expectNoOverflow(page, name) {
  const pixels = await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);
  assert.ok(pixels <= 0, `${name} is ${pixels} pixels wider than the window`);
}

test('pages as files', async (t) => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: wide });
  const complaints = complaintsOf(page);
  for (const name of pages) {
    await t.test(name, async () => {
      await open(page, name);
      await page.addScriptTag({ path: path.join(folderOf('axe-core'), 'axe.min.js') });
      assert.deepEqual(await violationsOf(page), [], 'light');
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.deepEqual(await violationsOf(page, { others: false }), [], 'dark');
      await page.setViewportSize(narrow);
      await expectNoOverflow(page, name);
      assert.deepEqual(await violationsOf(page, { colors: false }), [], 'on a phone');
      await page.setViewportSize(wide);
      await page.emulateMedia({ colorScheme: 'light' });
      assert.deepEqual(complaints, []);
    });
  }
  await t.test('long pages on a phone', async () => {
    await page.setViewportSize(narrow);
    for (const name of longPages) {
      await open(page, name);
      await expectNoOverflow(page, name);
    }
    assert.deepEqual(complaints, []);
  });
  await t.test('what a rule cites stands apart from what that is', async () => {
    await page.setViewportSize(wide);
    await open(page, 'spec/validation.html');
    const gaps = await page.$$eval('.cites dt', (labels) => labels.map((label) => {
      const text = document.createRange();
      text.selectNodeContents(label);
      return label.nextElementSibling.getBoundingClientRect().left - text.getBoundingClientRect().right;
    }));
    assert.ok(gaps.length > 50 && Math.min(...gaps) >= 8, `${Math.min(...gaps)}`);
  });
  await t.test('tables on paper are no wider than it, and words in them whole', async () => {
    await page.setViewportSize({ width: 642, height: 900 });
    await page.emulateMedia({ media: 'print' });
    for (const name of ['docs/errors.html', 'docs/engine-protocol.html', 'docs/spec-runner.html', 'README.html', 'core.html']) {
      await open(page, name);
      const tooWide = await page.$$eval('table', (all) => all.filter((table) => table.scrollWidth > table.parentElement.clientWidth + 1).length);
      const broken = await page.$$eval('td code', (all) => all.map((code) => [code.textContent, code.getClientRects().length])
        .filter(([word, lines]) => /^[a-z]+(-[a-z]+)*$/.test(word) && lines > word.split('-').length));
      assert.deepEqual([tooWide, broken], [0, []], name);
    }
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize(wide);
  });
  await t.test('the place that an address names is seen in colors of the system too', async () => {
    const context = await browser.newContext({ forcedColors: 'active' });
    const forced = await context.newPage();
    for (const [name, place] of [['spec/javascript.html', 'rule-js-instantiate'], ['source/validator/match.h.html', 'L3']]) {
      await open(forced, name);
      const styleOf = () => forced.$eval(`#${place}`, (node) => getComputedStyle(node).outlineStyle);
      assert.equal(await styleOf(), 'none');
      await forced.evaluate((id) => { location.hash = id; }, place);
      assert.equal(await styleOf(), 'solid', name);
    }
    await context.close();
  });
  await t.test('fonts, colors and ways without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: 'dark' });
    const still = await context.newPage();
    await open(still, 'spec/javascript.html');
    await still.click('#contents >> text=js-instantiate');
    assert.match(still.url(), /#rule-js-instantiate$/);
    const families = await still.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family));
    assert.ok(families.some((family) => family.includes('KaTeX_Main')), families.join());
    const color = await still.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.match(color, /^rgb\(\d\d, \d\d, \d\d\)$/);
  });
  await browser.close();
});

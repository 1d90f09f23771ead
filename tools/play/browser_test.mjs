// Tests of the playground in Chromium.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

import { folderOf } from '../site/packages.mjs';
import { serve } from '../site/server.mjs';
import { address, choose, narrow, newPage, open, panels, says, settle, shown, site, stateOf, type, wide, work } from './test_page.mjs';

async function violationsOf(page, runOnly) {
  if (!await page.evaluate(() => 'axe' in window)) await page.addScriptTag({ path: path.join(folderOf('axe-core'), 'axe.min.js') });
  const settings = { preload: false, resultTypes: ['violations'], ...(runOnly && { runOnly }) };
  const { violations } = await page.evaluate((given) => window.axe.run(document, given), settings);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join('; ')}`);
}

const overflow = (page) => page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);

test('the first result comes soon, of what is small', async (t) => {
  const { page, complaints } = await newPage();
  const begin = Date.now();
  await open(page);
  t.diagnostic(`first result after ${Date.now() - begin} ms`);
  assert.match(await says(page), /parent\.wat is valid/);
  assert.match(await shown(page), /\$virt-wasi/);
  const files = fs.readdirSync(path.join(site, 'play')).filter((name) => /\.(js|css|html)$/.test(name));
  const bytes = files.map((name) => gzipSync(fs.readFileSync(path.join(site, 'play', name))).length).reduce((a, b) => a + b);
  t.diagnostic(`${bytes} bytes, compressed`);
  assert.ok(bytes < 2e6, `${bytes}`);
  assert.ok(Date.now() - begin < 20000);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('every view of both worked examples, and of their scripts: light, dark and on a phone', async (t) => {
  const { page, complaints } = await newPage();
  for (const example of ['link-time-virtualization', 'shared-everything', 'link-time-virtualization-script', 'shared-everything-script']) {
    await t.test(example, async () => {
      await open(page, `#example=${example}`);
      const wrong = [];
      const note = (panel, how, list) => wrong.push(...list.map((what) => `${panel}, ${how}: ${what}`));
      for (const panel of panels) {
        await choose(page, panel);
        assert.doesNotMatch(await shown(page), /went wrong|malformed|internal:|usage:/i, panel);
        assert.ok((await shown(page)).length > 15, panel);
        note(panel, 'light', await violationsOf(page));
        await page.emulateMedia({ colorScheme: 'dark' });
        note(panel, 'dark', await violationsOf(page, ['color-contrast']));
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize(narrow);
        if (await overflow(page) > 0) note(panel, 'on a phone', [`${await overflow(page)} pixels too wide`]);
        await page.setViewportSize(wide);
      }
      assert.deepEqual(wrong, []);
      assert.deepEqual(complaints, []);
    });
  }
  await page.close();
});

test('every example', async (t) => {
  const { page, complaints } = await newPage();
  await open(page);
  const ids = await page.$$eval('#example option', (options) => options.map(({ value }) => value).filter(Boolean));
  assert.ok(ids.length > 250);
  t.diagnostic(`${ids.length} examples`);
  for (const id of ids) {
    await page.selectOption('#example', id);
    await settle(page);
    const tabs = await page.$$('#files [role="tab"]');
    for (let i = 0; i < tabs.length; ++i) {
      await page.click(`#files [role="tab"]:nth-child(${i + 1})`);
      await settle(page);
      await page.click('#run');
      await settle(page);
      assert.match(await says(page), / 0 failed\.|is valid\./, id);
    }
  }
  assert.deepEqual(complaints, []);
  await page.close();
});

test('both worked examples, step by step to the end and back', async (t) => {
  const { page, complaints } = await newPage();
  const says = () => page.textContent('.says');
  const go = async (name) => {
    await page.click(`.stepper button[aria-label="${name}"]`);
    await settle(page);
  };
  for (const example of ['link-time-virtualization-script', 'shared-everything-script', 'shared-everything']) {
    await t.test(example, async () => {
      await open(page, `#example=${example}&panel=step`);
      assert.match(await says(), /^Step 0/);
      const seen = [];
      for (let i = 0; i < 300 && !/: the end/.test(seen.at(-1) ?? ''); ++i) {
        await go('Forward: Event');
        seen.push(await says());
      }
      assert.match(seen.at(-1), /: the end/);
      for (const what of [/import/, /alias|instance/]) assert.ok(seen.some((text) => what.test(text)), `${what}: ${seen.slice(0, 20).join('\n')}`);
      await go('Back: Start');
      assert.match(await says(), /^Step 0/);
      await go('Forward: End');
      assert.match(await says(), /: the end/);
      assert.match(await page.textContent('.state'), /Results:|complete/);
      for (let i = 0; i < 60 && !await page.$('.values table'); ++i) await go('Back: Step');
      assert.ok(await page.$('.values table'));
      assert.ok(await page.$('.cm-lit'));
      const here = await says();
      await go('Forward: Over');
      await go('Back: Over');
      await go('Forward: Step');
      await go('Back: Step');
      assert.match(here, /^Step \d+/);
      assert.deepEqual(complaints, []);
    });
  }
  await page.close();
});

test('errors are underlined, explained and mended', async () => {
  const { page, complaints } = await newPage();
  await open(page);
  await type(page, '(module (func (result i32) (i32.cons 1)))');
  assert.equal(await page.textContent('.cm-lintRange-error'), 'i32.cons');
  assert.match(await page.textContent('#problems'), /line 1: malformed: unknown operator i32\.cons/);
  await page.click('#problems summary');
  await page.waitForSelector('#problems details a[href*="webassembly.github.io"], #problems details a[href*="COVERAGE"]');
  for (const href of await page.$$eval('#problems a', (links) => links.map((a) => a.getAttribute('href')).filter((to) => to.startsWith('../')))) {
    const [file, anchor] = href.split('#');
    assert.ok(fs.readFileSync(path.join(site, 'play', file), 'utf8').includes(`id="${anchor}"`), href);
  }
  assert.deepEqual(await violationsOf(page), []);
  await page.click('#problems button:text("Replace by i32.const")');
  await settle(page);
  assert.match(await says(page), /is valid/);
  assert.equal(await page.$('.cm-lintRange-error'), null);
  await page.click('#new-script');
  await settle(page);
  await type(page, '(module (func (export "f") (result i32) (i32.const 1)))\n(assert_return (invoke "f") (i32.const 2))');
  await page.keyboard.press('Control+Enter');
  await settle(page);
  assert.match(await says(page), /1 failed/);
  assert.match(await page.textContent('#problems'), /line 2: .*expected i32:2, found i32:1/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('the list of errors in the editor can be read, whichever is chosen', async () => {
  const { page, complaints } = await newPage();
  await open(page, await stateOf([{ name: 's.wast', text: '(module (func (i32.cosnt 1)))\n(module (func (i64.cosnt 1)))' }]));
  await page.focus('.cm-content');
  await page.keyboard.press('Control+Shift+M');
  await page.waitForSelector('.cm-panel-lint [aria-selected]');
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violationsOf(page, ['color-contrast']), [], colorScheme);
  }
  assert.deepEqual(complaints, []);
  await page.close();
});

test('graph and source lead to each other', async () => {
  const { page, complaints } = await newPage();
  await open(page, '#example=link-time-virtualization&panel=graph');
  const nodes = page.locator('.picture .node[role="button"]');
  assert.ok(await nodes.count() >= 3);
  const virtualizer = page.locator('.picture .node[aria-label*="$virt-wasi"]');
  await virtualizer.focus();
  await page.keyboard.press('Enter');
  await settle(page);
  assert.match(await page.textContent('.cm-activeLine'), /VIRTUALIZE|virt-wasi/);
  assert.equal(await page.locator('.picture .node.lit').count(), 1);
  await page.selectOption('#panel select', 'before');
  await settle(page);
  assert.match(await shown(page), /\$CHILD/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('what is made can be taken home', async () => {
  const { page, complaints } = await newPage();
  await open(page, '#example=link-time-virtualization&panel=transform');
  for (const kind of ['desugared', 'folded', 'named', 'bundled', 'split', 'flattened']) {
    await page.selectOption('#panel select', kind);
    await settle(page);
    assert.match(await shown(page), /bytes as binary/, kind);
  }
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#panel button:text-matches("Download .*wasm")')]);
  const bytes = [...fs.readFileSync(await download.path())];
  assert.ok(await page.evaluate((given) => WebAssembly.validate(new Uint8Array(given)), bytes));
  assert.deepEqual(complaints, []);
  await page.close();
});

test('an address brings everything back, as a part of other pages too', async () => {
  const { page, complaints } = await newPage();
  await open(page, await stateOf([{ name: 'a.wat', text: '(module (func (export "🎈")))' }, { name: 'b.wat', text: '(module)' }], { panel: 'type' }));
  await page.click('#share');
  await page.waitForFunction(() => document.getElementById('address').value !== '');
  const shared = await page.inputValue('#address');
  await page.goto('about:blank');
  await page.goto(shared);
  await settle(page);
  assert.match(await shown(page), /export "🎈"|export "\\f0/);
  assert.equal(await page.locator('#files [role="tab"]').count(), 2);
  const other = path.join(work, 'other.html');
  fs.writeFileSync(other, `<!doctype html><title>Other</title><iframe title="Example" width="700" height="500" src="${address}#embed&example=nested-modules.1&panel=results"></iframe>`);
  await page.goto(pathToFileURL(other).href);
  const frame = page.frameLocator('iframe');
  await frame.locator('.directives li').first().waitFor();
  assert.equal(await frame.locator('header').isVisible(), false);
  assert.match(await frame.locator('#whole').getAttribute('href'), /^#example=nested-modules\.1/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('a script without end is stopped, and the next one runs', async () => {
  const { page, complaints } = await newPage();
  const loop = '(module (func (export "f") (loop (br 0))))\n';
  await open(page, await stateOf([{ name: 'loop.wast', text: loop + '(invoke "f")\n'.repeat(50) }], { panel: 'type' }));
  await page.click('#run');
  await page.waitForFunction(() => !document.getElementById('stop').disabled);
  await page.waitForTimeout(300);
  await page.click('#stop');
  await settle(page);
  assert.match(await says(page), /Stopped/);
  await type(page, '(module (func (export "f")))\n(invoke "f")');
  await page.click('#run');
  await settle(page);
  assert.match(await says(page), /2 passed, 0 failed/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('by keyboard alone', async () => {
  const { page, complaints } = await newPage();
  await open(page);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);
  const reached = [];
  for (let i = 0; i < 30; ++i) {
    await page.keyboard.press('Tab');
    reached.push(await focused());
  }
  for (const id of ['example', 'run', 'share', 'name', 'tab-graph', 'cm-content']) assert.ok(reached.some((name) => name.includes(id)), `${id}: ${reached}`);
  await page.focus('#tab-graph');
  await page.keyboard.press('ArrowRight');
  await settle(page);
  assert.equal(await focused(), 'tab-step');
  await page.keyboard.press('Home');
  await settle(page);
  assert.equal(await focused(), 'tab-results');
  await page.focus('#files [aria-selected="true"]');
  await page.keyboard.press('End');
  await settle(page);
  assert.equal(await page.inputValue('#name'), 'link-time-virtualization.wast');
  assert.deepEqual(complaints, []);
  await page.close();
});

const hostile = '<img src=x onerror="document.title=\'hit\'">';

test('hostile addresses, names and texts', async () => {
  const { page, complaints } = await newPage();
  for (const fragment of ['#state=!!!', '#state=AAAA', '#example=../../x', `#example=${encodeURIComponent(hostile)}`, '#test=/etc/passwd', '#test=x.wast:1',
    '#panel=__proto__', '#panel=constructor', '#example=__proto__&panel=toString', '#%%%', `#state=${'A'.repeat(100000)}`]) {
    await open(page, fragment);
    assert.match(await page.inputValue('#name'), /\.wat$/, fragment);
    assert.equal(await page.locator('#panels [aria-selected="true"]').count(), 1, fragment);
    assert.doesNotMatch(await says(page), /went wrong|is not a/, fragment);
  }
  const texts = [hostile, '(assert_invalid '.repeat(1000), '(module binary "\\00asm\\ff" "\\u{110000}\\', `(module ${hostile}`, '('.repeat(200000), '"'.repeat(10001), '(;'.repeat(100000), `(module (func $${hostile.replace(/[ "]/g, '')}))`,
    `(module (import "${hostile.replace(/"/g, '\\22')}" (instance $a (export "<b>" (func)))) (export "<script>" (instance $a)))`, '\u0000\uffff\u202e', ''];
  for (const text of texts) {
    for (const name of [`a${hostile.replace(/\//g, '')}.wat`, '__proto__', 'x.wast']) {
      await open(page, await stateOf([{ name, text }], { panel: 'graph' }));
      for (const panel of panels) await choose(page, panel);
    }
  }
  assert.notEqual(await page.title(), 'hit');
  assert.deepEqual(complaints, []);
  await page.close();
});

test('binaries, good ones and others, from the disk and dropped', async () => {
  const { page, complaints } = await newPage();
  await open(page);
  const good = Buffer.from('0061736d0100000001050160000 17f030201000707010366000 00a06010400412a0b'.replace(/ /g, ''), 'hex');
  await page.setInputFiles('#disk', { name: 'good.wasm', mimeType: 'application/wasm', buffer: good });
  await page.waitForFunction(() => document.getElementById('name').value === 'good.wasm');
  await settle(page);
  assert.match(await says(page), /good\.wasm/);
  for (const panel of panels) await choose(page, panel);
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 9, 9, 9])], 'bad.wasm'));
    return transfer;
  });
  await page.dispatchEvent('.cm-content', 'drop', { dataTransfer: dropped });
  await page.waitForFunction(() => document.getElementById('name').value === 'bad.wasm');
  await settle(page);
  assert.match(await page.textContent('#problems'), /malformed/);
  for (const panel of panels) await choose(page, panel);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('over HTTP it is the same', async () => {
  const { server, address: served } = await serve(site, 0);
  const { page, complaints } = await newPage();
  await page.goto(`${served}play/index.html#example=nested-modules.1`);
  await settle(page);
  assert.match(await says(page), / 0 failed/);
  assert.deepEqual(complaints, []);
  await page.close();
  server.close();
  server.closeAllConnections();
});

test('on a phone the editor leaves room, and steps do not take the reader away from the buttons', async () => {
  const { page, complaints } = await newPage({ viewport: narrow });
  await open(page, '#example=shared-everything&panel=step');
  const height = await page.evaluate(() => document.getElementById('editor').clientHeight);
  assert.ok(height < 400, `${height}`);
  await page.locator('.stepper').scrollIntoViewIfNeeded();
  for (let i = 0; i < 12; ++i) {
    await page.click('.stepper button[aria-label="Forward: Event"]');
    await settle(page);
  }
  assert.ok(await page.evaluate(() => document.querySelector('.stepper').getBoundingClientRect().top >= 0));
  const isLitShown = () => {
    const frame = document.querySelector('.cm-scroller').getBoundingClientRect();
    const lit = document.querySelector('.cm-lit');
    if (!lit) return false;
    const { top, bottom, left } = lit.getBoundingClientRect();
    return frame.top <= top && bottom <= frame.bottom && frame.left <= left && left <= frame.right;
  };
  await page.waitForFunction(isLitShown);
  await open(page, await stateOf([{ name: 'long.wat', text: `(module (func (export "f")${' (nop)'.repeat(99)} (nop)))` }], { panel: 'step' }));
  for (let i = 0; i < 100; ++i) {
    await page.click('.stepper button[aria-label="Forward: Step"]');
    await settle(page);
    // The editor scrolls when the page is drawn again.
    if (await page.$('.cm-lit')) await page.waitForFunction(isLitShown);
  }
  assert.deepEqual(complaints, []);
  await page.close();
});

test('as a part of other pages, files and views stand side by side while there is room', async () => {
  const { page, complaints } = await newPage({ viewport: { width: 900, height: 500 } });
  await open(page, '#embed&example=link-time-virtualization&panel=graph');
  const bottom = () => page.evaluate(() => document.querySelector('.picture').getBoundingClientRect().top);
  assert.ok(await bottom() < 300, `${await bottom()}`);
  assert.ok(await overflow(page) <= 0);
  await page.setViewportSize(narrow);
  assert.ok(await overflow(page) <= 0);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('long names and many files leave the page as wide as it is, and the editor its room', async () => {
  const { page, complaints } = await newPage();
  const long = 'W'.repeat(100);
  const files = [{ name: long, text: `(module (import "${long}" (instance (export "${long}" (func)))) (func (export "${long}")))` },
    ...Array.from({ length: 49 }, (_, i) => ({ name: `module-${i}.wat`, text: '(module)' }))];
  await open(page, await stateOf(files));
  for (const size of [wide, narrow]) {
    await page.setViewportSize(size);
    for (const panel of panels) {
      await choose(page, panel);
      assert.ok(await overflow(page) <= 0, `${panel}, ${size.width}: ${await overflow(page)}`);
    }
    assert.ok(await page.evaluate(() => document.getElementById('editor').clientHeight) > 300);
  }
  await page.focus('#files [aria-selected="true"]');
  await page.keyboard.press('End');
  await settle(page);
  const isInside = ([tab, list]) => tab.top >= list.top - 1 && tab.bottom <= list.bottom + 1;
  assert.ok(isInside(await page.evaluate(() => ['#files [aria-selected="true"]', '#files'].map((which) => document.querySelector(which).getBoundingClientRect()))));
  assert.deepEqual(complaints, []);
  await page.close();
});

test('what is lit is seen in colors of the system too', async () => {
  const { page, complaints } = await newPage({ forcedColors: 'active' });
  await open(page, await stateOf([{ name: 'a.wat', text: '(module (func (export "f") nop))' }], { panel: 'validation' }));
  await page.click('#panel button:text("nop")');
  await page.waitForSelector('tr.lit');
  const styleOf = (which) => page.$eval(which, (node) => getComputedStyle(node).outlineStyle);
  assert.equal(await styleOf('tr.lit'), 'solid');
  assert.equal(await styleOf('#panels [aria-selected="true"]'), 'solid');
  assert.equal(await styleOf('#panels [aria-selected="false"]'), 'none');
  assert.deepEqual(complaints, []);
  await page.close();
});

test('on paper there is all of the file and of the view, and nothing to press', async () => {
  const { page, complaints } = await newPage({ viewport: { width: 642, height: 900 } });
  await open(page, '#example=link-time-virtualization&panel=bytes');
  await page.emulateMedia({ media: 'print' });
  const cut = (which) => page.$eval(which, (node) => [node.scrollWidth - node.clientWidth, node.scrollHeight - node.clientHeight]);
  for (const which of ['.cm-scroller', '#panel']) assert.ok((await cut(which)).every((pixels) => pixels <= 1), `${which}: ${await cut(which)}`);
  for (const which of ['#run', '#new-file', '#tab-bytes']) assert.equal(await page.isVisible(which), false, which);
  assert.deepEqual(complaints, []);
  await page.close();
});

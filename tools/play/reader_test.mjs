// Tests of the playground in Chromium: what a reader does who comes from a rule, edits, goes away and comes back.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';

import { choose, newPage, open, says, settle, shown, site, stateOf, type } from './test_page.mjs';

const pageOfSite = (name) => pathToFileURL(path.join(site, name)).href;

async function go(page, name) {
  await page.click(`.stepper button[aria-label="${name}"]`);
  await settle(page);
}

// Steps through what the cursor is in, to its end and back; or it is a module that a test rejects, and the place is lit.
async function stepThrough(page) {
  await choose(page, 'step');
  if (await page.$('.stepper') === null) {
    assert.match(await shown(page), /As the test expects, the module .* is (malformed|invalid|beyond a limit)/);
    assert.ok(await page.$('.cm-lit'), await shown(page));
    return 'rejected';
  }
  await go(page, 'Forward: Event');
  await go(page, 'Forward: End');
  const end = await page.textContent('.says[role="status"]');
  assert.match(end, /: the end/);
  await go(page, 'Back: Start');
  assert.match(await page.textContent('.says[role="status"]'), /^Step 0/);
  return end;
}

test('each rule of the specification leads to its tests, obeyed and broken, and each opens here', async (t) => {
  const { page, complaints } = await newPage();
  for (const chapter of ['validation', 'execution', 'binary']) {
    await t.test(chapter, async () => {
      await page.goto(pageOfSite(`spec/${chapter}.html`));
      const examples = await page.$$eval('.cites .try[href*="#example="]', (links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
      assert.ok(examples.length > 5, `${examples.length}`);
      for (const example of examples.slice(0, 6)) {
        await page.goto(pageOfSite(`spec/${chapter}.html`));
        const sign = page.locator(`.cites .try[href="${example}"]`).first();
        await sign.locator('xpath=ancestor::details/summary').click();
        await sign.click();
        await settle(page);
        const tabs = await page.locator('#files [role="tab"]').count();
        for (let i = 1; i <= tabs; ++i) {
          await choose(page, 'results');
          await page.click(`#files [role="tab"]:nth-child(${i})`);
          await settle(page);
          await page.click('#run');
          await settle(page);
          assert.match(await says(page), / [1-9]\d* passed, 0 failed/, example);
          assert.ok(await page.locator('#panel a[href*="COVERAGE.html#"], #panel a[href*="decisions.html#"]').count() > 0, example);
          await stepThrough(page);
        }
      }
    });
  }
  assert.deepEqual(complaints, []);
  await page.close();
});

test('a test that a page cites opens there: of rules, of the coverage, of scripts', async () => {
  const { page, complaints } = await newPage();
  await page.goto(pageOfSite('spec/validation.html'));
  await page.locator('.cites details summary').first().click();
  await page.locator('.cites .try[href*="#test="]').first().click();
  await settle(page);
  assert.match(page.url(), /play\/index\.html#test=spec-tests\/.*\.wast:\d+$/);
  assert.match(await says(page), / [1-9]\d* passed, 0 failed/);
  await stepThrough(page);
  await page.goto(`${pageOfSite('spec-tests/COVERAGE.html')}#nested-modules3`);
  await page.locator('li:has-text("Broken") .try').first().click();
  await settle(page);
  assert.match(await says(page), / [1-9]\d* passed, 0 failed/);
  await page.goto(pageOfSite('source/spec-tests/module-linking/nested-modules.wast.html'));
  await page.click('text=Open in the playground');
  await settle(page);
  assert.match(await says(page), /0 failed/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('a module that is quoted, or written as bytes, is looked at as others are', async () => {
  const { page, complaints } = await newPage();
  const script = String.raw`(module $Q quote "(func (export \"f\") (result i32)" " (i32.const 7))")
(assert_return (invoke $Q "f") (i32.const 7))
(module definition binary "\00asm\01\00\00\00" "\01\04\01\60\00\00" "\05\03\01\00\01")
(assert_malformed (module quote "(func (i32.cons 1))") "unknown operator")
(assert_unlinkable (module (import "x" (func))) "unknown import")
`;
  await open(page, await stateOf([{ name: 's.wast', text: script }], { panel: 'validation' }));
  const at = async (line) => {
    await page.click(`.cm-line:nth-child(${line})`, { position: { x: 30, y: 8 } });
    await page.waitForTimeout(500);
    await settle(page);
  };
  await at(1);
  await page.click('#panel button:text("i32.const 7")');
  assert.equal(await page.textContent('.cm-lit'), 'i32.const');
  await choose(page, 'step');
  assert.match(await stepThrough(page), /the end/);
  await choose(page, 'bytes');
  await at(3);
  assert.match(await shown(page), /section 5: memory/);
  await page.click('#panel button:text("section 5: memory")');
  assert.equal(await page.textContent('.cm-lit'), String.raw`\05\03`);
  await choose(page, 'type');
  await at(4);
  assert.match(await shown(page), /As the test expects, the module in line 4 of s\.wast is malformed/);
  assert.equal(await page.textContent('.cm-lit'), 'i32.cons');
  await choose(page, 'step');
  await at(5);
  assert.match(await stepThrough(page), /unknown import/);
  await choose(page, 'results');
  await at(4);
  assert.match(await shown(page), /unknown operator i32\.cons/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('an invalid function is explained up to what is wrong', async () => {
  const { page, complaints } = await newPage();
  const text = '(module (func (param i64)\n  (nop)\n  (i32.eqz (local.get 0))\n  (drop)))\n';
  await open(page, await stateOf([{ name: 'm.wat', text }], { panel: 'validation' }));
  const rows = await page.$$eval('#panel tbody tr', (all) => all.map((row) => row.innerText.split('\t').map((cell) => cell.trim())));
  assert.deepEqual(rows.map(([instruction, before, after]) => [instruction, before, after]),
    [['nop', '[]', '[]'], ['local.get 0', '[]', '[i64]'], ['i32.eqz', '[i64]', 'invalid']]);
  assert.match(await shown(page), /instruction requires \[i32\] but stack has \[i64\]/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('bytes and text lead to each other, sections and definitions too', async () => {
  const { page, complaints } = await newPage();
  const text = '(module\n  (import "m" (module $M (export "x" (func))))\n  (instance $i (instantiate $M))\n  (memory 1)\n  (data (i32.const 8) "hi"))\n';
  await open(page, await stateOf([{ name: 'a.wat', text }], { panel: 'bytes' }));
  const leadsTo = async (row, written) => {
    await page.locator('#panel button', { hasText: row }).first().click();
    assert.equal(await page.textContent('.cm-lit'), written, row);
  };
  await leadsTo('section 2: import', '(import "m" (module $M (export "x" (func))))');
  await leadsTo('imports: 1', '(import "m" (module $M (export "x" (func))))');
  await leadsTo('section 15: instance', '(instance $i (instantiate $M))');
  await leadsTo('section 5: memory', '(memory 1)');
  await leadsTo('i32.const 8', '(i32.const 8)');
  await leadsTo('data segment 0', '(data (i32.const 8) "hi")');
  await page.click('.cm-line:nth-child(4)', { position: { x: 60, y: 8 } });
  assert.match(await page.textContent('.bytes li.lit'), /memory 0: 1/);
  assert.match(await page.textContent('.bytes li.around'), /section 5: memory/);
  await page.click('.cm-line:nth-child(2)', { position: { x: 40, y: 8 } });
  assert.match(await page.textContent('.bytes li.lit'), /module 0: \(import "m"/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('quick fixes change what they say, and can be undone', async () => {
  const { page, complaints } = await newPage();
  await open(page, await stateOf([{ name: 'a.wat', text: '(module\n  (func $f)\n  (func (drop (ref.func $f))))' }]));
  await page.click('#problems button:text("Add (elem declare func $f)")');
  await settle(page);
  assert.match(await says(page), /a\.wat is valid/);
  await page.click('.cm-content');
  await page.keyboard.press('Control+Z');
  await settle(page);
  assert.match(await says(page), /1 error/);
  await page.hover('.cm-lintRange-error');
  await page.click('.cm-diagnosticAction');
  await settle(page);
  assert.match(await says(page), /a\.wat is valid/);
  await open(page, await stateOf([{ name: 's.wast', text: '(module (func (param i64 i64) (drop (i64.sub128))))\n(module (memory 1 (pagesize 1)))' }]));
  await page.click('#problems button:text("Add the option --enable wide-arithmetic")');
  await settle(page);
  await page.click('#problems button:text("Add the option --enable custom-page-sizes")');
  await settle(page);
  assert.match(await page.textContent('.cm-line'), /^;; options: --enable wide-arithmetic --enable custom-page-sizes$/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('what is written is there again after a reload, and by Back', async () => {
  const { page, complaints } = await newPage();
  await open(page);
  await type(page, '(module (func (export "mine")))');
  await page.waitForTimeout(500);
  await page.evaluate(() => document.querySelector('.skip').click());
  await page.waitForTimeout(300);
  await settle(page);
  assert.match(await page.textContent('.cm-content'), /"mine"/);
  await page.reload();
  await settle(page);
  assert.match(await page.textContent('.cm-content'), /"mine"/);
  await page.selectOption('#example', 'nested-modules.1');
  await settle(page);
  assert.match(page.url(), /#example=nested-modules\.1$/);
  await page.reload();
  await settle(page);
  assert.match(await page.inputValue('#name'), /^nested-modules\.1-obeyed/);
  await page.goBack();
  await page.waitForTimeout(300);
  await settle(page);
  assert.match(await page.textContent('.cm-content'), /"mine"/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('another example ends what is executed', async () => {
  const { page, complaints } = await newPage();
  await open(page, await stateOf([{ name: 'loop.wast', text: `(module (func (export "f") (loop (br 0))))\n${'(invoke "f")\n'.repeat(500)}` }], { panel: 'type' }));
  await page.click('#run');
  await page.waitForFunction(() => !document.getElementById('stop').disabled);
  await page.selectOption('#example', 'nested-modules.1');
  await settle(page);
  assert.match(await says(page), / [1-9]\d* passed, 0 failed/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('binaries are modules, whatever they are called; what is too much to share is said', async () => {
  const { page, complaints } = await newPage();
  await open(page);
  await page.setInputFiles('#disk', { name: 'b.wast', mimeType: 'application/wasm', buffer: Buffer.from('0061736d01000000', 'hex') });
  await page.waitForFunction(() => document.getElementById('name').value === 'b.wast');
  await settle(page);
  assert.match(await says(page), /b\.wast is valid/);
  assert.equal(await page.textContent('#run'), 'Check');
  for (let i = 0; i < 50; ++i) await page.click('#new-file');
  await settle(page);
  await page.click('#share');
  await page.waitForFunction(() => /cannot be shared/.test(document.getElementById('status').textContent));
  assert.deepEqual(complaints, []);
  await page.close();
});

test('views of a script follow the cursor from module to module', async () => {
  const { page, complaints } = await newPage();
  await open(page, await stateOf([{ name: 's.wast', text: '(module (func (export "one")))\n\n(module (func (export "two")))' }], { panel: 'type' }));
  for (const [line, name] of [[1, 'one'], [3, 'two'], [1, 'one']]) {
    await page.click(`.cm-line:nth-child(${line})`, { position: { x: 30, y: 8 } });
    await page.waitForTimeout(500);
    await settle(page);
    assert.match(await shown(page), new RegExp(`export "${name}"`));
  }
  assert.deepEqual(complaints, []);
  await page.close();
});

test('an address that leads nowhere is said, and stays said', async () => {
  const { page, complaints } = await newPage();
  for (const [fragment, words] of [['#example=nope', /There is no example nope/], ['#test=nope.wast:3', /There is no test nope\.wast:3/],
    ['#state=AAAA', /The address cannot be read: .*[^.]\. parent/], ['#state=!!!', /The address cannot be read: .*[^.]\. parent/]]) {
    await open(page, fragment);
    assert.match(await says(page), words, fragment);
    assert.match(await says(page), /parent\.wat is valid/, fragment);
  }
  await type(page, '(module)');
  assert.equal(await says(page), 'parent.wat is valid.');
  assert.deepEqual(complaints, []);
  await page.close();
});

test('a bare type, as files ending in .wit have it, is checked as one', async () => {
  const { page, complaints } = await newPage();
  const wit = { name: 'file.wit', text: '(module\n  (import "Win32" (func (param i32)))\n  (export "read" (func (param i32 i32 i32) (result i32))))\n' };
  const wat = { name: 'a.wat', text: '(module (func (export "read") (param i32 i32 i32) (result i32) (i32.const 0)))' };
  await open(page, await stateOf([wit, wat], { panel: 'type' }));
  assert.equal(await says(page), 'file.wit is valid.');
  assert.match(await page.textContent('#problems'), /No problems/);
  assert.match(await shown(page), /\(import "Win32" \(func \(param i32\)\)\)/);
  for (const panel of ['graph', 'step', 'bytes', 'transform', 'validation']) {
    await choose(page, panel);
    assert.match(await shown(page), /^file\.wit has a type, and no module/, panel);
  }
  await choose(page, 'results');
  assert.equal(await shown(page), 'file.wit is valid.');
  await choose(page, 'subtype');
  await page.selectOption('#panel label:has-text("Is") select', { label: 'a.wat' });
  await page.selectOption('#panel label:has-text("usable as") select', { label: 'file.wit' });
  await settle(page);
  assert.match(await shown(page), /Yes: a\.wat matches file\.wit/);
  await type(page, '(instance (export "f" (fun)))');
  assert.match(await page.textContent('#problems'), /unknown operator fun/);
  assert.equal(await page.textContent('.cm-lintRange-error'), 'fun');
  assert.deepEqual(complaints, []);
  await page.close();
});

test('what is done by keyboard leaves the focus where one can go on', async () => {
  const { page, complaints } = await newPage();
  await open(page, await stateOf([{ name: 'a.wat', text: '(module (func (i32.cosnt 1)))' }, { name: 'b.wat', text: '' }]));
  const focused = () => page.evaluate(() => document.activeElement.className || document.activeElement.id);
  await page.focus('#problems button:text("Replace by i32.const")');
  await page.keyboard.press('Enter');
  await settle(page);
  assert.match(await page.textContent('.cm-content'), /i32\.const/);
  assert.match(await focused(), /cm-content/);
  await page.focus('#close-file');
  await page.keyboard.press('Enter');
  await settle(page);
  assert.equal(await page.locator('#files [role="tab"]').count(), 1);
  assert.match(await focused(), /^tab-file/);
  await type(page, '(module (func (export "f")) (func (export "g")))');
  const told = () => page.evaluate(() => document.activeElement.value ?? document.activeElement.textContent);
  for (const [panel, kinds] of [['graph', ['before']], ['transform', ['folded', 'named']], ['step', ['1', '2']]]) {
    await choose(page, panel);
    await page.focus('#panel select');
    for (const kind of kinds) {
      await page.keyboard.press('ArrowDown');
      await settle(page);
      assert.equal(await told(), kind, panel);
    }
  }
  await page.focus('#panel button:text("Restart")');
  await page.keyboard.press('Enter');
  await settle(page);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Restart');
  await page.fill('#name', 'a.wast');
  await page.keyboard.press('Enter');
  await type(page, `(module (func (export "f") (loop (br 0))))\n${'(invoke "f")\n'.repeat(500)}`);
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction(() => !document.getElementById('stop').disabled);
  await page.focus('#stop');
  await page.keyboard.press('Enter');
  await settle(page);
  assert.match(await focused(), /first/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('all that stands in for something is named', async () => {
  const { page, complaints } = await newPage();
  const text = '(module (import "M" (module $M (import "in" (func)) (export "out" (func)))) (import "f" (func $f))\n' +
    '  (instance $i (instantiate $M (import "in" (func $f)))) (func (export "run") (call (func $i "out"))))';
  await open(page, await stateOf([{ name: 'a.wat', text }], { panel: 'step' }));
  assert.match(await shown(page), /Nothing was given for M, f: what stands in for it returns zeros/);
  await open(page, await stateOf([{ name: 'a.wat', text }, { name: 'M.wat', text: '(module (import "in" (func)) (func (export "out")))' }], { panel: 'step' }));
  assert.match(await shown(page), /Nothing was given for f:/);
  await go(page, 'Forward: End');
  await open(page, await stateOf([{ name: 'a.wat', text: '(module)' }], { panel: 'step' }));
  assert.doesNotMatch(await shown(page), /Nothing was given/);
  await go(page, 'Forward: End');
  assert.match(await page.textContent('.says[role="status"]'), /: the end: the instance is complete$/);
  await choose(page, 'graph');
  assert.match(await shown(page), /: 1 node, no edges\./);
  assert.doesNotMatch(await shown(page), /edges in words/);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('what a script did not do did not fail, and what failed is said once', async () => {
  const { page, complaints } = await newPage();
  const text = '(module (func $deep (export "f") unreachable))\n(assert_return (invoke "f"))\n(invoke "f")\n';
  await open(page, await stateOf([{ name: 's.wast', text }], { panel: 'type' }));
  await choose(page, 'results');
  assert.match(await shown(page), /Run executes the script/);
  assert.doesNotMatch(await shown(page), /failed:/);
  await page.click('#run');
  await settle(page);
  for (const failed of await page.locator('.directives .failed').allTextContents()) {
    assert.equal(failed.match(/^ *at .*s\.wast:1:/gm)?.length, 1, failed);
  }
  assert.deepEqual(complaints, []);
  await page.close();
});

test('an address that was shown goes away when it is no longer that of what is there', async () => {
  const { page, complaints } = await newPage();
  await open(page, await stateOf([{ name: 'a.wat', text: '(module)' }]));
  await page.click('#share');
  await page.waitForSelector('#address:visible');
  await type(page, '(module (func))');
  assert.equal(await page.isVisible('#address'), false);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('from a frame, what was changed there goes along to the playground', async () => {
  const { page, complaints } = await newPage();
  await open(page, '#embed&example=link-time-virtualization&panel=type');
  assert.equal(await page.getAttribute('#whole', 'href'), '#example=link-time-virtualization&panel=type');
  await type(page, '(module (func (export "mine")))');
  await page.waitForFunction(() => document.getElementById('whole').getAttribute('href').startsWith('#state='));
  const [other] = await Promise.all([page.waitForEvent('popup'), page.click('#whole')]);
  await settle(other);
  assert.match(await other.textContent('.cm-content'), /"mine"/);
  assert.equal(await other.isVisible('#share'), true);
  assert.deepEqual(complaints, []);
  await page.close();
  await other.close();
});

test('without JavaScript the page says what it takes, and shows nothing that does nothing', async () => {
  const { page } = await newPage({ javaScriptEnabled: false });
  await page.goto(pageOfSite('play/index.html'));
  assert.match(await page.innerText('main'), /takes JavaScript/);
  assert.doesNotMatch(await page.innerText('main'), /Loading/);
  for (const id of ['run', 'example', 'editor']) assert.equal(await page.isVisible(`#${id}`), false, id);
  await page.click('main noscript a');
  assert.match(page.url(), /COVERAGE\.html$/);
  await page.close();
});

test('where no function is, Validation says so', async () => {
  const { page, complaints } = await newPage();
  await open(page, await stateOf([{ name: 'a.wat', text: '(module (import "f" (func)))' }], { panel: 'validation' }));
  assert.equal(await shown(page), 'There is no function here: this shows the one at the cursor.');
  await page.setInputFiles('#disk', { name: 'b.wasm', mimeType: 'application/wasm', buffer: Buffer.from('0061736d01000000', 'hex') });
  await page.waitForFunction(() => document.getElementById('name').value === 'b.wasm');
  await settle(page);
  assert.equal(await shown(page), 'There is no function here: this shows the one at the cursor.');
  assert.deepEqual(complaints, []);
  await page.close();
});

// The playground in Chromium, for tests: opened as a file, as readers have it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';

import { load, top } from '../site/packages.mjs';
import { needBrowser, needPackages, needPlayground } from '../site/skip.mjs';

needPackages('axe-core', 'playwright-core');
const executablePath = needBrowser();
needPlayground();
const { chromium } = load('playwright-core');
const { encodeState } = await import('./fragment.mjs');

export const work = fs.mkdtempSync(path.join(os.tmpdir(), 'modlink-play-'));
process.on('exit', () => fs.rmSync(work, { recursive: true, force: true }));
export const site = path.join(work, 'site');
const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(top, 'tools/site/build'), site], { encoding: 'utf8' });
assert.equal(status, 0, stdout + stderr);
export const address = pathToFileURL(path.join(site, 'play/index.html')).href;

export const wide = { width: 1280, height: 900 };
export const narrow = { width: 360, height: 740 };
export const panels = ['results', 'graph', 'step', 'type', 'subtype', 'bytes', 'transform', 'validation'];

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
test.after(() => browser.close());

// A page, and what goes wrong while it is shown.
export async function newPage(options = {}) {
  const page = await browser.newPage({ viewport: wide, ...options });
  page.setDefaultTimeout(60000);
  const complaints = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`no ${request.url()}`));
  page.on('request', (request) => /^(file:|blob:|data:|http:\/\/localhost:)/.test(request.url()) || complaints.push(`asks for ${request.url()}`));
  return { page, complaints };
}

// There is nothing to wait for.
export const settle = (page) => page.waitForFunction(() => document.getElementById('main').getAttribute('aria-busy') === 'false');

export async function open(page, fragment = '') {
  await page.goto('about:blank');
  await page.goto(address + fragment);
  await settle(page);
}

export async function choose(page, panel) {
  await page.click(`#tab-${panel}`);
  await settle(page);
}

// In place of all that is in the editor.
export async function type(page, text) {
  await page.click('.cm-content');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  await settle(page);
}

export const says = (page) => page.textContent('#status');
export const shown = (page) => page.textContent('#panel');
export const stateOf = async (files, more = {}) => `#state=${await encodeState({ files, active: 0, ...more })}`;

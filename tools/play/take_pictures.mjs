// Pictures of the playground for the documentation.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { load, top } from '../site/packages.mjs';
import { needBrowser, needPackages } from '../site/skip.mjs';

const times = async (count, action) => {
  for (let i = 0; i < count; ++i) await action();
};

// { name, fragment, act, dark, size }
const pictures = [
  { name: 'playground', fragment: '#example=link-time-virtualization-script&panel=step', act: stepInside },
  { name: 'playground-graph', fragment: '#example=shared-everything&panel=graph', dark: true },
  { name: 'playground-phone', fragment: '#example=nested-modules.1&panel=results', size: { width: 390, height: 844 } },
];

const settle = (page) => page.waitForFunction(() => document.getElementById('main').getAttribute('aria-busy') === 'false');

// Some instructions before the end of what is called, in the instance between the program and its files.
async function stepInside(page) {
  const go = async (name) => {
    await page.click(`.stepper button[aria-label="${name}"]`);
    await settle(page);
  };
  await go('Forward: End');
  await times(60, () => go('Back: Step'));
  await go('Forward: Out');
  await times(3, () => go('Forward: Step'));
}

export async function takePictures(folder = path.join(top, 'build/site')) {
  needPackages('playwright-core');
  const browser = await load('playwright-core').chromium.launch({ executablePath: needBrowser(), args: ['--no-sandbox'] });
  for (const { name, fragment, act, dark, size = { width: 1280, height: 800 } } of pictures) {
    const page = await browser.newPage({ viewport: size, colorScheme: dark ? 'dark' : 'light' });
    await page.goto(pathToFileURL(path.resolve(folder, 'play/index.html')).href + fragment);
    await settle(page);
    await act?.(page);
    const file = path.join(top, 'docs/pictures', `${name}.png`);
    await page.screenshot({ path: file });
    console.log(file);
    await page.close();
  }
  await browser.close();
}

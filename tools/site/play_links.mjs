// Links that open tests in the playground.
import { escape } from './html.mjs';
import { playground, relative } from './paths.mjs';
import { scriptsIn } from './play_examples.mjs';

export const isPlayable = (file) => scriptsIn.some((folder) => file.startsWith(`${folder}/`)) && file.endsWith('.wast');

// A script, or what is in a line of it.
export const testAddress = (page, script, line) => `${relative(page, playground)}#test=${encodeURI(script)}${line === undefined ? '' : `:${line}`}`;

function sign(address, words) {
  return ` <a class="try" href="${escape(address)}" aria-label="${escape(words)}" title="${escape(words)}">▷</a>`;
}

export function testSign(site, page, script, line) {
  if (!site.hasPlayground || !isPlayable(script)) return '';
  const name = `${script.replace(/.*\//, '')}${line === undefined ? '' : `:${line}`}`;
  return sign(testAddress(page, script, line), `Open ${name} in the playground`);
}

// A rule of the suite, obeyed and broken.
export function ruleSign(site, page, { id, obeyed, broken }) {
  if (!site.hasPlayground || obeyed.shown.length + broken.shown.length === 0) return '';
  return sign(`${relative(page, playground)}#example=${encodeURIComponent(id)}`, `Open ${id}, obeyed and broken, in the playground`);
}

// What pages need beside themselves: the style, and of KaTeX style and fonts.
import fs from 'node:fs';
import path from 'node:path';

import { folderOf } from './packages.mjs';

export function addAssets(site) {
  site.add('assets/style.css', fs.readFileSync(new URL('style.css', import.meta.url), 'utf8'));
  const katex = path.join(folderOf('katex'), 'dist');
  const style = fs.readFileSync(path.join(katex, 'katex.min.css'), 'utf8');
  // One kind of font is enough for browsers of today.
  const slim = style.replace(/,url\([^)]*\) format\("(woff|truetype)"\)/g, '');
  site.add('assets/katex/katex.css', slim);
  for (const [, font] of slim.matchAll(/url\(([^)]*)\)/g)) {
    site.add(`assets/katex/${font}`, fs.readFileSync(path.join(katex, font)));
  }
}

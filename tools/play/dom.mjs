// Elements of the page. Text becomes text and never HTML, wherever it comes from.

// `properties`: attributes; `on…` are handlers, undefined or false is left out. Children are nodes, texts or nothing.
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false && child !== ''));
  return made;
}

export const button = (text, onclick, properties = {}) => element('button', { type: 'button', onclick, ...properties }, text);

export const paragraph = (text, kind) => element('p', { class: kind }, text);

// What can be scrolled has to be reached by keyboard.
export const block = (text, label) => element('pre', { tabindex: '0', role: 'region', 'aria-label': label }, element('code', {}, text));

export function table(heads, rows, label) {
  const head = element('tr', {}, heads.map((text) => element('th', { scope: 'col' }, text)));
  return element('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': label },
    element('table', {}, element('thead', {}, head), element('tbody', {}, rows)));
}

export const row = (...cells) => element('tr', {}, cells.map((cell) => element('td', {}, cell)));

export function select(label, options, onchange, chosen) {
  const made = element('select', { onchange: () => onchange(made.value) },
    options.map(([value, text]) => element('option', { value, selected: value === chosen }, text)));
  return element('label', { class: 'field' }, element('span', {}, label), made);
}

export function download(name, content, type = 'application/octet-stream') {
  const url = URL.createObjectURL(new Blob([content], { type }));
  element('a', { href: url, download: name.replace(/.*\//, '') }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// `no edges`, `1 node`, `1,024 bytes`
export const countText = (count, one) => `${count === 0 ? 'no' : count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

export const sizeText = (bytes) => `${bytes.toLocaleString('en')} ${bytes === 1 ? 'byte' : 'bytes'}`;

// What of a text has to be written differently in HTML, and the tags of a page.

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escape = (text) => String(text).replace(/[&<>"']/g, (char) => entities[char]);

const plain = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };

// Of an attribute that this program or its libraries have written.
export const unescape = (text) => text.replace(/&([a-z]+|#39|#x27);/g, (whole, name) => plain[name] ?? whole);

// What `change` makes of each tag with attributes. In pages of ours a `<` of the text is never bare.
export const mapTags = (html, change) => html.replace(/<[a-z][^<>]*=[^<>]*>/g, change);

// The values of an attribute, in the order of the page.
export function* attributes(html, names) {
  const attribute = new RegExp(`\\s(${names.join('|')})="([^"]*)"`, 'g');
  for (const [tag] of html.matchAll(/<[a-z][^<>]*=[^<>]*>/g)) {
    for (const [, name, value] of tag.matchAll(attribute)) yield { name, value: unescape(value) };
  }
}

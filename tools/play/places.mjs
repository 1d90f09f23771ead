// Where rules are written, as addresses: pages of this site for what is modlink's, the network for the core specification.

const site = '../';

// A rule of spec-tests/rules, `nested-modules.3`.
export const ruleAddress = (id) => (/^D\d+$/.test(id) ? `${site}docs/decisions.html#${id}` : `${site}spec-tests/COVERAGE.html#${id.replace('.', '')}`);

export const codeAddress = (code) => `${site}docs/errors.html#${code}`;

// A line of `explain(code).places`: { text, address }, without one if it leads nowhere.
export function placeLink(line) {
  const rule = /^rule (\S+) \(/.exec(line)?.[1];
  if (rule) return { text: `rule ${rule}`, address: ruleAddress(rule) };
  const decision = /^decision (D\d+) /.exec(line)?.[1];
  if (decision) return { text: `decision ${decision}`, address: `${site}docs/decisions.html#${decision}` };
  const [, title, url] = /^(.*?): (https:\/\/\S+)$/.exec(line) ?? [];
  if (url) return { text: `${title}, ${url.replace(/.*\//, '')}`, address: url };
  return { text: line };
}

// What typing and subtyping cite: `valid/instructions, i32.add` or `Subtyping.md, …`; the network has both.
export function citedRule(rule) {
  const [, document, title] = /^([A-Za-z-]+(?:\/[a-z-]+)?(?:\.md)?)(?:[,#] ?(.*))?$/.exec(rule) ?? [];
  if (!document) return { text: rule };
  if (/^(valid|exec|syntax|binary|text|appendix)\//.test(document))
    return { text: rule, address: `https://webassembly.github.io/spec/core/${document}.html` };
  if (/^(Subtyping|Binary|Explainer)(\.md)?$/.test(document)) {
    const file = document.replace(/(\.md)?$/, '.md');
    return { text: rule, address: `https://github.com/WebAssembly/module-linking/blob/main/proposals/module-linking/${file}` };
  }
  return { text: title ? `${document}, ${title}` : rule };
}

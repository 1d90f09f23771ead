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

const core = 'https://webassembly.github.io/spec/core';

// What matching cites, and the label of the core specification, or the rule of ours.
const matching = { functions: 'match-functype', tables: 'match-tabletype', memories: 'match-memtype', globals: 'match-globaltype', tags: 'match-tagtype' };
const own = { 'Subtyping.md, Module Subtyping': 'match-moduletype', 'Subtyping.md, Instance Subtyping': 'match-instancetype',
  'matching/external types': 'match-externtype' };

// Labels as anchors.
const anchorOf = (label) => label.replace(/[^a-z0-9]+/g, '-');

// What typing and subtyping cite: `valid/instructions, Numeric Instructions, valid-const` or `Subtyping.md, …`: the core
// specification, or this site's.
export function citedRule(rule) {
  if (Object.hasOwn(own, rule)) return { text: own[rule], address: `${site}spec/validation.html#rule-${own[rule]}` };
  const [, kind] = /^matching\/(\w+)$/.exec(rule) ?? [];
  if (kind && Object.hasOwn(matching, kind)) return { text: matching[kind], address: `${core}/valid/matching.html#${matching[kind]}` };
  const [, document, title, label] = /^((?:valid|exec|syntax|binary|text|appendix)\/[a-z-]+)(?:, (.*?))?(?:, ([a-z][a-z0-9._-]*))?$/.exec(rule) ?? [];
  if (document) return { text: label ?? title ?? document, address: `${core}/${document}.html${label ? `#${anchorOf(label)}` : ''}` };
  return { text: rule };
}

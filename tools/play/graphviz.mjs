// Pictures by Graphviz, in colors of the page, of which nodes can be chosen.
import { loadPart } from './parts.mjs';

let viz;

// What is written in a node, and before that what it is.
const labelOf = (shape, kind) => [kind, ...[...shape.querySelectorAll('text')].map(({ textContent }) => textContent)].join(' ');

function makeButton(shape, choose) {
  shape.setAttribute('role', 'button');
  shape.setAttribute('tabindex', '0');
  shape.addEventListener('click', choose);
  shape.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  });
}

// A graph of modlink, { dot, json, places }, as { svg, light }. `choose` is called with the place of a node.
export async function drawGraph({ dot, json: { nodes }, places = [] }, choose) {
  viz ??= (await loadPart('graphviz')).instance();
  const svg = (await viz).renderSVGElement(dot);
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', 'Graph');
  const width = Number(svg.getAttribute('viewBox')?.split(' ')[2] ?? 600);
  svg.style.width = `${Math.ceil(width * 1.2)}px`;
  const shapes = new Map();
  for (const shape of svg.querySelectorAll('g.node, g.cluster, g.edge, g.graph')) {
    const title = shape.querySelector(':scope > title');
    const number = /^n(\d+)$/.exec(title?.textContent ?? '')?.[1];
    title?.remove();
    if (!shape.matches('.node') || number === undefined) continue;
    shapes.set(Number(number), shape);
    shape.setAttribute('aria-label', labelOf(shape, nodes[number]?.kind));
    if (places[number]) makeButton(shape, () => choose(places[number]));
    else shape.setAttribute('role', 'img');
  }
  return { svg, light: (chosen) => shapes.forEach((shape, number) => shape.classList.toggle('lit', number === chosen)) };
}

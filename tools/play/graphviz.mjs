// Pictures by Graphviz, in colors of the page, of which nodes can be chosen.
import { loadPart } from './parts.mjs';

let viz;

// A graph of modlink as an element; `label` and `choose` are asked for the number of a node, and `canChoose` if that does something.
export async function drawGraph(dot, { label, choose, canChoose }) {
  viz ??= (await loadPart('graphviz')).instance();
  const svg = (await viz).renderSVGElement(dot);
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', 'Graph');
  const width = Number(svg.getAttribute('viewBox')?.split(' ')[2] ?? 600);
  svg.style.width = `${Math.ceil(width * 1.2)}px`;
  const nodes = new Map();
  for (const shape of svg.querySelectorAll('g.node, g.cluster, g.edge, g.graph')) {
    const title = shape.querySelector(':scope > title');
    const number = /^n(\d+)$/.exec(title?.textContent ?? '')?.[1];
    title?.remove();
    if (!shape.matches('.node') || number === undefined) continue;
    nodes.set(Number(number), shape);
    shape.setAttribute('aria-label', label(Number(number)));
    if (!canChoose(Number(number))) {
      shape.setAttribute('role', 'img');
      continue;
    }
    shape.setAttribute('role', 'button');
    shape.setAttribute('tabindex', '0');
    shape.addEventListener('click', () => choose(Number(number)));
    shape.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      choose(Number(number));
    });
  }
  return { svg, light: (chosen) => nodes.forEach((shape, number) => shape.classList.toggle('lit', number === chosen)) };
}

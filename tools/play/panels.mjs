// The views on the right, in the order of their tabs.
import { Bytes } from './panels/bytes.mjs';
import { Graph } from './panels/graph.mjs';
import { Results } from './panels/results.mjs';
import { Step } from './panels/step.mjs';
import { Subtype } from './panels/subtype.mjs';
import { Transform } from './panels/transform.mjs';
import { Type } from './panels/type.mjs';
import { Validation } from './panels/validation.mjs';

const all = { results: Results, graph: Graph, step: Step, type: Type, subtype: Subtype, bytes: Bytes, transform: Transform, validation: Validation };

export const panels = Object.fromEntries(Object.entries(all).map(([id, Panel]) => [id, { Panel, title: Panel.title }]));

// `id` may be anything.
export const isPanel = (id) => id !== undefined && Object.hasOwn(panels, id);

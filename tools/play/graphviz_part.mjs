// Graphviz as a part of the page of its own, as it is large.
import { instance } from '@viz-js/viz';

globalThis.modlinkPlay.deliver('graphviz', { instance });

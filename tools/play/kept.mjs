// What the reader has written, kept with its entry of the browser's history: it comes back after a reload, and by Back.
import { checkedState } from './fragment.mjs';

// Browsers refuse more.
const mostUnits = 500_000;

const sizeOf = ({ files }) => files.reduce((all, { text, bytes }) => all + (text ?? bytes).length, 0);

// `state`: { files, active, panel }. Where it cannot be kept, nothing is: part of another page may have no history.
export function keep(state) {
  try {
    history.replaceState(sizeOf(state) > mostUnits ? null : { modlink: state }, '');
  } catch {
    // Nothing depends on it.
  }
}

// undefined if there is nothing.
export function kept() {
  const state = history.state?.modlink;
  if (!state) return undefined;
  try {
    return checkedState(state);
  } catch {
    return undefined;
  }
}

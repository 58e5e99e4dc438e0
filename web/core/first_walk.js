/**
 * A first visit: the picture walks from class to class, once, until the visitor touches anything; then it is his turn.
 *
 * It only previews: nothing is pinned, nothing is sent, and what was pinned comes back.
 */

import { joined } from "../engine/parts.js";
import { reducedMotion } from "../kit/dom.js";

const LEG_MS = 1500;
const LEGS = 6;
const GESTURES = ["pointerdown", "pointermove", "wheel", "keydown", "touchstart"];

/** @returns {void} starts the walk unless the visitor asked for a point or for no motion */
export function firstWalk({ store, lens }) {
  const { state } = store;
  if (!state.isFirstVisit || !state.view) return;
  if (reducedMotion() || state.cameByLink) return store.set({ isFirstVisit: false });
  const abort = new AbortController();
  const stop = () => {
    if (abort.signal.aborted) return;
    abort.abort();
    store.set({ isFirstVisit: false, isInvited: false });
    lens.restore();
  };
  for (const name of GESTURES) addEventListener(name, stop, { capture: true, passive: true, signal: abort.signal });
  const stops = [state.pinned, ...typicalCodes(state.view, LEGS - 1), state.pinned];
  const { engine } = state;
  const start = performance.now();

  requestAnimationFrame(function step(now) {
    if (abort.signal.aborted) return;
    const t = Math.max(0, now - start) / LEG_MS;
    const leg = Math.floor(t);
    if (state.engine !== engine) return stop();
    if (leg >= stops.length - 1) return invite({ store, lens });
    const share = ease(t - leg);
    const vector = stops[leg].map((value, d) => value + (stops[leg + 1][d] - value) * share);
    const given = stops[share < 0.5 ? leg : leg + 1]; // a class changes at once, a vector little by little
    lens.move(joined(state.view.parts, vector, given), { source: "first walk" });
    requestAnimationFrame(step);
  });
}

/** The walk is at its end, and the next move is the visitor's. */
function invite({ store, lens }) {
  store.set({ isInvited: true });
  lens.restore();
}

/** For each of some classes the code nearest to the class's mean. */
function typicalCodes(view, count) {
  const classes = view.classNames
    .map((_, label) => label)
    .filter((label) => view.labels.includes(label))
    .slice(0, count);
  return classes.map((label) => {
    const mean = new Float64Array(view.latentDim);
    const members = [];
    view.labels.forEach((value, i) => value === label && members.push(i));
    for (const i of members)
      for (let d = 0; d < mean.length; d++) mean[d] += view.codes[i * mean.length + d] / members.length;
    const distance = (i) => mean.reduce((sum, value, d) => sum + (view.codes[i * mean.length + d] - value) ** 2, 0);
    return view.code(members.reduce((best, i) => (distance(i) < distance(best) ? i : best)));
  });
}

const ease = (t) => t * t * (3 - 2 * t);

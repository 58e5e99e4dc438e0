/**
 * The walks between the present waypoints: lines and arcs at once, paths from Python when they come, each measured
 * by the workbench. What is on screen stays until its successor is measured, so nothing flickers.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { arcOf, lerp, through } from "../latent/walk.js";
import { FROM_PYTHON } from "../core/walk_methods.js";
import { canGoByCodes, walkPoints } from "../core/waypoints.js";
import { createMeasuring } from "./measuring.js";
import { createPythonWalks } from "./python_walks.js";

const SAMPLES_PER_LEG = SHARED.walks.samples_per_leg;
const LEAST_STEPS = SHARED.walks.least_samples - 1;

export function createWalks({ store, signal }) {
  const { state } = store;
  const { measure, join } = createMeasuring({ store, signal });
  const python = createPythonWalks(store, measure);

  /** Makes what the present waypoints lack. */
  function follow() {
    if (!state.view || !state.bench) return;
    const waypoints = walkPoints(state);
    const key = keyOf(state.model, waypoints);
    if (waypoints.length < 2) return store.set({ walks: onlyDrawn(state), walksKey: key });
    const points = waypoints.map(({ z }) => z);
    if (state.walksKey !== key || state.walks.linear?.key !== key) startAnew(key, points);
    if (canGoByCodes(state)) python.ask(key, points);
  }

  function startAnew(key, points) {
    const before = isKeyOf(state.walksKey, state.model) ? state.walks : onlyDrawn(state);
    store.set({ walksKey: key, ...stillThere(state, before) });
    const samples = Math.max(SAMPLES_PER_LEG, Math.ceil(LEAST_STEPS / (points.length - 1)));
    measure({ method: "linear", path: through(points, samples, lerp), key });
    measure({ method: "slerp", path: through(points, samples, arcOf(state.view.parts)), key });
  }

  function followDrawn() {
    if (!state.bench || !state.view) return;
    const { drawn } = state;
    if (drawn?.model === state.model) return measure({ method: "drawn", path: drawn.path, key: `drawn ${drawn.id}` });
    const { drawn: row, ...others } = state.walks;
    if (row) store.set({ walks: others, walk: state.walk === "drawn" ? "linear" : state.walk });
  }

  const changed = () => {
    join();
    follow();
  };
  const answered = () => {
    python.take();
    follow();
  };
  store.watch(["waypoints", "view", "bench", "heldClass"], changed, signal);
  store.watch(["drawn", "view", "bench"], followDrawn, signal);
  store.watch(["answer"], answered, signal);
  join();
  return { follow };
}

/** Model and waypoints in one string: what a walk is of. */
const keyOf = (model, waypoints) => JSON.stringify([model, waypoints.map(({ z }) => Array.from(z))]);
const isKeyOf = (key, model) => Boolean(key?.startsWith(JSON.stringify([model]).slice(0, -1)));

/** The walks and the chosen one without those that the present waypoints do not have. */
function stillThere(state, walks) {
  if (canGoByCodes(state)) return { walks };
  const kept = Object.entries(walks).filter(([method]) => !FROM_PYTHON.includes(method));
  return { walks: Object.fromEntries(kept), walk: FROM_PYTHON.includes(state.walk) ? "linear" : state.walk };
}

/** A drawn path is of a model, not of its waypoints. */
const onlyDrawn = ({ walks, model }) => (walks.drawn?.model === model ? { drawn: walks.drawn } : {});

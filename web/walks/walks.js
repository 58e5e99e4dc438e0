/**
 * The walks between the present waypoints: lines and arcs at once, paths from Python when they come, each measured
 * by the workbench. What is on screen stays until its successor is measured, so nothing flickers.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { lerp, slerp, stepLengths, through } from "../latent/walk.js";
import { FROM_PYTHON } from "../core/walk_methods.js";
import { waypointsOf } from "../core/waypoints.js";

const SAMPLES_PER_LEG = SHARED.walks.samples_per_leg;
const LEAST_STEPS = SHARED.walks.least_samples - 1;

/** @typedef {import("./row.js").Row} Row */
/** @typedef {Pick<Row, "method" | "path" | "key" | "note" | "cost" | "model">} Job a walk that is to be measured */

export function createWalks({ store, signal }) {
  const { state } = store;
  /** @type {Job[]} */
  const queue = [];
  let asked = null;
  let joined = null;

  const key = () => keyOf(state.model, waypointsOf(state));

  /** Makes what the present waypoints lack. */
  function follow() {
    if (!state.view || !state.bench) return;
    const points = waypointsOf(state).map(({ z }) => z);
    const now = key();
    if (points.length < 2) return store.set({ walks: onlyDrawn(state), walksKey: now });
    if (state.walksKey !== now || state.walks.linear?.key !== now) startAnew(now, points);
    ask(now, points);
  }

  function startAnew(now, points) {
    store.set({ walksKey: now, walks: isKeyOf(state.walksKey, state.model) ? state.walks : onlyDrawn(state) });
    const samples = Math.max(SAMPLES_PER_LEG, Math.ceil(LEAST_STEPS / (points.length - 1)));
    measure("linear", through(points, samples, lerp), now);
    measure("slerp", through(points, samples, slerp), now);
  }

  function ask(now, points) {
    if (state.hasNoPython || asked === now || FROM_PYTHON.every((method) => state.walks[method]?.key === now)) return;
    asked = now;
    store.set({ question: { id: now, model: state.model, waypoints: points.map((z) => Array.from(z)) } });
  }

  function take() {
    const { answers, walks } = state.answer ?? {};
    // Of two questions in one breath Streamlit may pass on only the first: an answer to another one asks again.
    if (answers !== asked) asked = null;
    if (!walks || answers !== state.walksKey) return;
    for (const method of FROM_PYTHON) {
      if (state.walks[method]?.key === answers) continue;
      const { path, note, cost } = walks[method];
      measure(method, pathOf(path, state.view.latentDim), answers, note, cost);
    }
  }

  function measure(method, path, now, note = "", cost = null) {
    queue.push({ method, path, key: now, note, cost, model: state.model });
    state.bench.assign();
  }

  function next() {
    const job = queue.shift();
    if (!job) return null;
    if (!isWanted(job, state)) return next();
    return { task: "walk", payload: { path: flat(job.path) }, done: (measured) => accept(job, measured) };
  }

  function accept(job, { pixels, jumps, support }) {
    if (!isWanted(job, state)) return;
    const row = { ...job, pixels, support, latentSteps: stepLengths(job.path), imageSteps: jumps };
    const walks = { ...state.walks, [job.method]: row };
    const wish = walks[state.wantedWalk] ? state.wantedWalk : null; // a link's, once its row is there
    const walk = wish ?? (walks[state.walk] ? state.walk : job.method);
    store.set({ walks, walk, wantedWalk: wish ? null : state.wantedWalk });
  }

  function followDrawn() {
    if (!state.bench || !state.view) return;
    if (state.drawn?.model === state.model) return measure("drawn", state.drawn.path, `drawn ${state.drawn.id}`);
    const { drawn, ...others } = state.walks;
    if (drawn) store.set({ walks: others, walk: state.walk === "drawn" ? "linear" : state.walk });
  }

  function join() {
    if (!state.bench || joined) return;
    joined = state.bench;
    state.bench.join(next, signal);
  }

  const changed = () => {
    join();
    follow();
  };
  const answered = () => {
    take();
    follow();
  };
  store.watch(["waypoints", "view", "bench"], changed, signal);
  store.watch(["drawn", "view", "bench"], followDrawn, signal);
  store.watch(["answer"], answered, signal);
  join();
  return { follow };
}

/** Model and waypoints in one string: what a walk is of. */
const keyOf = (model, waypoints) => JSON.stringify([model, waypoints.map(({ z }) => Array.from(z))]);
const isKeyOf = (key, model) => Boolean(key?.startsWith(JSON.stringify([model]).slice(0, -1)));

/** A drawn path is of a model, not of its waypoints. */
const onlyDrawn = ({ walks, model }) => (walks.drawn?.model === model ? { drawn: walks.drawn } : {});

/** @param {Job} job */
const isWanted = ({ model, method, key }, state) =>
  model === state.model && (method === "drawn" || key === state.walksKey);

/** (T, D) as one array. @param {Float32Array[]} path */
function flat(path) {
  const values = new Float32Array(path.length * path[0].length);
  path.forEach((z, i) => {
    values.set(z, i * z.length);
  });
  return values;
}

/** From Python's base64 of float32. @returns {Float32Array[]} */
function pathOf(letters, width) {
  const bytes = Uint8Array.from(atob(letters), (character) => character.charCodeAt(0));
  const values = new Float32Array(bytes.buffer);
  return Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
}

/**
 * The walks between the present waypoints: lines and arcs at once, paths from Python when they come, each measured
 * by the workbench. What is on screen stays until its successor is measured, so nothing flickers.
 */

import { lerp, sharesOf, slerp, stepLengths, through } from "../latent/walk.js";
import { FROM_PYTHON } from "../core/walk_methods.js";
import { waypointsOf } from "../core/waypoints.js";

const SAMPLES_PER_LEG = 24; // as in ui/interpolate/walks.py
const LEAST_STEPS = 64;
const OUTSIDE = 1; // per cent of the code's part of the trust meter: beyond all but one in a hundred real codes

/**
 * @typedef {{method: string, path: Float32Array[], key: string, note: string, cost: number | null, pixels: Uint8Array, support: Float32Array,
 *   latentSteps: number[], imageSteps: Float32Array}} Row
 */

export function createWalks({ store, signal }) {
  const { state } = store;
  const queue = [];
  let asked = null;

  const key = () => JSON.stringify([state.model, waypointsOf(state).map(({ z }) => Array.from(z))]);

  function follow() {
    if (!state.view || !state.bench) return;
    const points = waypointsOf(state).map(({ z }) => z);
    if (points.length < 2) return store.set({ walks: keepDrawn(), walksKey: key() });
    const now = key();
    if (state.walksKey === now && state.walks?.linear?.key === now) return ask(now, points);
    store.set({
      walksKey: now,
      walks: state.walksKey?.startsWith(JSON.stringify([state.model]).slice(0, -1)) ? state.walks : keepDrawn(),
    });
    const samples = Math.max(SAMPLES_PER_LEG, Math.ceil(LEAST_STEPS / (points.length - 1)));
    measure("linear", through(points, samples, lerp), now);
    measure("slerp", through(points, samples, slerp), now);
    ask(now, points);
  }

  const keepDrawn = () => (state.walks?.drawn?.model === state.model ? { drawn: state.walks.drawn } : {});

  function ask(now, points) {
    if (state.hasNoPython || asked === now || FROM_PYTHON.every((method) => state.walks?.[method]?.key === now)) return;
    asked = now;
    store.set({ question: { id: now, model: state.model, waypoints: points.map((z) => Array.from(z)) } });
  }

  function take() {
    const { answers, walks } = state.answer ?? {};
    // Of two questions in one breath Streamlit may pass on only the first: an answer to another one asks again.
    if (answers !== asked) asked = null;
    if (!walks || answers !== state.walksKey) return;
    for (const method of FROM_PYTHON) {
      const { path, note, cost } = walks[method];
      if (state.walks[method]?.key !== answers)
        measure(method, pathOf(path, state.view.latentDim), answers, note, cost);
    }
  }

  function measure(method, path, now, note = "", cost = null) {
    const flat = new Float32Array(path.length * path[0].length);
    path.forEach((z, i) => flat.set(z, i * z.length));
    queue.push({ method, path, flat, key: now, note, cost, model: state.model });
    state.bench.poke();
  }

  function next() {
    const job = queue.shift();
    if (!job) return null;
    if (job.model !== state.model || (job.method !== "drawn" && job.key !== state.walksKey)) return next();
    return { task: "walk", payload: { path: job.flat }, done: (result) => accept(job, result) };
  }

  function accept({ method, path, key: now, note, cost, model }, { pixels, jumps, support }) {
    if (model !== state.model || (method !== "drawn" && now !== state.walksKey)) return;
    const row = {
      method,
      path,
      key: now,
      note,
      cost,
      model,
      pixels,
      support,
      latentSteps: stepLengths(path),
      imageSteps: jumps,
    };
    const walks = { ...state.walks, [method]: row };
    const wish = walks[state.walkWish] ? state.walkWish : null; // a link's, once its row is there
    store.set({
      walks,
      walk: wish ?? (walks[state.walk] ? state.walk : method),
      walkWish: wish ? null : state.walkWish,
    });
  }

  function followDrawn() {
    if (!state.bench || !state.view) return;
    if (state.drawn?.model === state.model) return measure("drawn", state.drawn.path, `drawn ${state.drawn.id}`);
    const { drawn, ...others } = state.walks ?? {};
    if (drawn) store.set({ walks: others, walk: state.walk === "drawn" ? "linear" : state.walk });
  }

  let joined = null;
  function join() {
    if (!state.bench || joined) return;
    joined = state.bench;
    state.bench.join(next, signal);
  }

  store.watch(["waypoints", "view", "bench"], () => (join(), follow()), signal);
  store.watch(["drawn", "view", "bench"], followDrawn, signal);
  store.watch(["answer"], () => (take(), follow()), signal);
  join();
  return { follow };
}

function pathOf(text, width) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const flat = new Float32Array(bytes.buffer);
  return Array.from({ length: flat.length / width }, (_, i) => flat.slice(i * width, (i + 1) * width));
}

/** Shares of a row's points for constant latent or visual speed. */
export function rowShares(row, speed) {
  row.shares ??= {};
  return (row.shares[speed] ??= sharesOf(speed === "visual" ? row.imageSteps : row.latentSteps));
}

/** What stands beside a row: lengths, the largest jump, and how well the walk is supported. */
export function summary({ latentSteps, imageSteps, support }) {
  const sum = (values) => Array.from(values).reduce((total, value) => total + value, 0);
  return {
    latent: sum(latentSteps),
    image: sum(imageSteps),
    jump: Math.max(0, ...imageSteps),
    meanSupport: sum(support) / support.length,
    lowest: Math.min(...support),
  };
}

/** Sentences about waypoints that make the walk special. */
export function remarks(state, { meter }) {
  const points = waypointsOf(state);
  if (points.length < 2) return ["Choose at least two waypoints."];
  const isSame = (a, b) => a.z.every((value, d) => value === b.z[d]);
  const found = [];
  if (points.every((point) => isSame(point, points[0])))
    found.push("All waypoints are the same code: the walk stands still.");
  points.forEach((point, i) => {
    if (meter && meter(point.z, state.engine.decode(point.z)).code < OUTSIDE) {
      found.push(`Waypoint ${i + 1} lies outside the data, where the decoder has learned nothing.`);
    }
  });
  return found;
}

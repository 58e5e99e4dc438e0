/** Walks that wait to be measured by the workbench, and the rows that become of them. */

import { stepLengths } from "../latent/walk.js";

/** @typedef {import("./row.js").Row} Row */
/** @typedef {Pick<Row, "method" | "path" | "key" | "note" | "cost" | "model">} Job a walk that is to be measured */

export function createMeasuring({ store, signal }) {
  const { state } = store;
  /** @type {Job[]} */
  const queue = [];
  let joined = null;

  /** @param {Omit<Job, "model" | "note" | "cost"> & Partial<Job>} walk */
  function measure(walk) {
    queue.push({ note: "", cost: null, model: state.model, ...walk });
    state.bench.assign();
  }

  function next() {
    const job = queue.shift();
    if (!job) return null;
    if (!isWanted(job, state)) return next();
    const done = (measured) => accept(job, measured);
    const failed = (error) => error || measure(job); // answered by a model that is gone: not this walk's fault
    return { task: "walk", payload: { path: flat(job.path) }, done, failed };
  }

  function accept(job, { pixels, jumps, support }) {
    if (!isWanted(job, state)) return;
    const row = { ...job, pixels, support, latentSteps: stepLengths(job.path), imageSteps: jumps };
    const walks = { ...state.walks, [job.method]: row };
    const wanted = walks[state.wantedWalk] ? state.wantedWalk : null; // a link's, once its row is there
    const walk = wanted ?? (walks[state.walk] ? state.walk : job.method);
    store.set({ walks, walk, wantedWalk: wanted ? null : state.wantedWalk });
  }

  /** Takes part in the workbench, once there is one. */
  function join() {
    if (!state.bench || joined) return;
    joined = state.bench;
    state.bench.join(next, signal);
  }

  return { measure, join };
}

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

/** What there is at z, once a frame: the picture, and one step later the trust meter and the point on the map. */

import { createMeter } from "../meter/meter.js";
import { measureSupport } from "../meter/support.js";
import { Problem } from "../engine/problem.js";
import { STAGE } from "./frame.js";
import { asProblem, failureOf } from "./problem.js";
import { fittingMap, naturalMap } from "./atlas_view.js";
import { createSearch } from "./search.js";

const KEPT_DECODES = 600;

/** @typedef {import("./types.js").AtlasView} AtlasView */
/** @typedef {{z: Float32Array, pixels: Float32Array, support: import("./types.js").Support}} Shown all of one frame */
/** @typedef {ReturnType<typeof createReading>} Reading */

/** @param {import("./types.js").Store} store @param {import("./types.js").Frame} frame */
export function createReading(store, frame) {
  const { state } = store;
  /** @type {number[]} */
  const decodeMs = [];
  /** @type {import("./search.js").Search | null} */
  let search = null;
  /** @type {import("../meter/meter.js").Meter | null} */
  let meter = null;
  /** @type {Shown | null} */
  let shown = null;
  /** @type {string | null} the natural map of the last view */
  let natural = null;

  function decode() {
    if (!state.engine) return; // it was taken away in this very frame
    const start = performance.now();
    const pixels = decoded();
    if (!pixels) return;
    decodeMs.push(performance.now() - start);
    if (decodeMs.length > KEPT_DECODES) decodeMs.shift();
    store.set({ pixels, frames: state.frames + 1, problem: state.problem?.isWhole ? null : state.problem });
    measureDue();
  }

  /** Where there is no picture, a sentence stands in its place and no older one. */
  function decoded() {
    try {
      return state.engine.decode(state.z);
    } catch (error) {
      shown = null;
      store.set({ pixels: null, support: null, problem: failureOf(error, true) });
      return null;
    }
  }

  function measure() {
    if (!state.pixels) return;
    const support = measureSupport(state, search, meter);
    shown = { z: state.z, pixels: state.pixels, support };
    store.set({ support, mapPoint: search.toMap(state.z) });
  }

  const decodeDue = frame.job(STAGE.decode, decode);
  const measureDue = frame.job(STAGE.meter, measure);

  return {
    decodeDue,
    decodeMs,

    /** @param {AtlasView} view @returns {Problem | null} what is wrong with its meter, which takes nothing else away */
    open(view) {
      const chosen = state.projection === natural ? null : state.projection;
      natural = naturalMap(view);
      store.set({ projection: fittingMap(view, chosen) });
      search = createSearch(view, state.projection);
      const made = meterOf(view);
      meter = made.meter;
      shown = null;
      return made.problem;
    },

    close() {
      search = null;
      meter = null;
      shown = null;
    },

    /** Chooses the map that marker and pointer refer to. @param {string} projection */
    project(projection) {
      if (projection === state.projection || !projection) return;
      store.set({ projection });
      if (!state.view) return;
      search = createSearch(state.view, projection);
      measureDue();
    },

    /** The picture at another code of the present model, and its support. @param {Float32Array} z */
    readAt(z) {
      const pixels = state.engine.decode(z).slice();
      return { pixels, support: measureSupport({ engine: state.engine, view: state.view, z, pixels }, search, meter) };
    },

    get shown() {
      return shown;
    },
    get search() {
      return search;
    },
    get meter() {
      return meter;
    },
  };
}

/** @typedef {{meter: import("../meter/meter.js").Meter | null, problem: Problem | null}} Made */

/** One meter serves a view however often its model is chosen. @type {WeakMap<AtlasView, Made>} */
const meters = new WeakMap();

/** @param {AtlasView} view */
function meterOf(view) {
  if (!meters.has(view)) meters.set(view, makeMeter(view));
  return meters.get(view);
}

/** @param {AtlasView} view @returns {Made} */
function makeMeter(view) {
  try {
    return { meter: createMeter(view), problem: null };
  } catch (error) {
    const problem = new Problem("the trust meter cannot be read: {why}", { why: asProblem(error) });
    return { meter: null, problem };
  }
}

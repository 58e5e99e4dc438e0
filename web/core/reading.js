/** What there is at z, once a frame: the picture, and one step later the trust meter and the point on the map. */

import { measureSupport } from "../meter/support.js";
import { createFarDecoder } from "./far.js";
import { STAGE } from "./frame.js";
import { allowedBy } from "./lanes.js";
import { meterOf } from "./meters.js";
import { failureOf } from "./problem.js";
import { fittingMap, naturalMap } from "./atlas_view.js";
import { createSearch } from "./search.js";

const KEPT_DECODES = 600;

/** @typedef {import("./types.js").AtlasView} AtlasView */
/** @typedef {{z: Float32Array, pixels: Float32Array, support: import("./types.js").Support}} Shown all of one frame */
/** @typedef {ReturnType<typeof createReading>} Reading */

/**
 * @param {import("./types.js").Store} store
 * @param {import("./types.js").Frame} frame
 * @param {Partial<Record<string, import("./far.js").Ask>>} elsewhere who decodes what this page does not, by
 *   `allowedBy(engine).picture`
 */
export function createReading(store, frame, elsewhere) {
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
  /** @type {Float32Array | null} the code of the picture, which the hand may have left */
  let drawn = null;
  const far = createFarDecoder(
    ({ engine, z }, pixels, ms) => engine === state.engine && take(z, pixels, ms),
    ({ engine }, error) => engine === state.engine && lose(error),
  );

  function decode() {
    const { engine, z } = state;
    if (!engine) return; // it was taken away in this very frame
    const ask = elsewhere[allowedBy(engine).picture];
    if (ask) {
      far.want({ engine, z, ask });
      return store.set({ mapPoint: search.toMap(z) });
    }
    const start = performance.now();
    try {
      take(z, engine.decode(z), performance.now() - start);
    } catch (error) {
      lose(error);
    }
  }

  function take(z, pixels, ms) {
    decodeMs.push(ms);
    if (decodeMs.length > KEPT_DECODES) decodeMs.shift();
    drawn = z;
    store.set({ pixels, frames: state.frames + 1, problem: state.problem?.isWhole ? null : state.problem });
    measureDue();
  }

  /** Where there is no picture, a sentence stands in its place and no older one. */
  function lose(error) {
    shown = null;
    store.set({ pixels: null, support: null, problem: failureOf(error, true) });
  }

  function measure() {
    const { engine, view, pixels } = state;
    if (!pixels) return;
    const support = measureSupport({ z: drawn, pixels, engine, view }, search, meter);
    shown = { z: drawn, pixels, support };
    store.set({ support, mapPoint: search.toMap(state.z) });
  }

  const decodeDue = frame.job(STAGE.decode, decode);
  const measureDue = frame.job(STAGE.meter, measure);

  return {
    decodeDue,
    decodeMs,

    /**
     * @param {AtlasView} view
     * @param {import("./types.js").Engine} engine
     * @returns {import("./meters.js").Made["problem"]} what is wrong with its meter, which takes nothing else away
     */
    open(view, engine) {
      const chosen = state.projection === natural ? null : state.projection;
      natural = naturalMap(view);
      store.set({ projection: fittingMap(view, chosen) });
      frame.rest(allowedBy(engine).restMs);
      far.drop();
      search = createSearch(view, state.projection);
      const made = meterOf(view);
      meter = made.meter;
      shown = null;
      return made.problem;
    },

    close() {
      far.drop();
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

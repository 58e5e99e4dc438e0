/** Which model the page shows: the one that the host or a link asks for, as soon as all of it has come. */

import { failureOf } from "./problem.js";

const LATE_MS = 10_000; // after which a model that has not come is said to be missing

/** @typedef {import("./types.js").AtlasView} AtlasView */
/** @typedef {{z: Float32Array, index: number | null, isAsked: boolean}} Start where a model opens */

/**
 * @param {Object} context
 * @param {import("./types.js").Store} context.store
 * @param {import("./library.js").Library} context.library
 * @param {import("./reading.js").Reading} context.reading
 * @param {(z: Float32Array, origin: import("./types.js").Origin) => void} context.show
 * @param {(pin: {z: Float32Array, index: number | null}) => void} context.opened
 * @param {Map<string, Float32Array>} context.lastPins of each model
 */
export function createModelChoice({ store, library, reading, show, opened, lastPins }) {
  const { state } = store;
  const lateness = createLateness((name) => close(name, failureOf(library.absence(name), true).sentence));
  const seenStamps = new Set(); // of the host: what it repeats is no news, whatever came between

  /** The visitor stays on the same image of the atlas, or returns to where he was. @param {string} name */
  function activate(name) {
    library.use("lens", name);
    const loaded = library.get(name);
    const problem = library.problem(name);
    if (!loaded) return problem ? close(name, failureOf(problem, true).sentence) : lateness.await(name);
    if (state.engine === loaded.engine && state.view === loaded.view) return;
    try {
      open(name, loaded);
    } catch (error) {
      close(name, failureOf(error, true).sentence);
    }
  }

  /** Takes the picture away and says why: what another model shows is not this one's. */
  function close(name, sentence) {
    lateness.end();
    reading.close();
    const problem = { sentence, isWhole: true };
    store.set({ ...NOTHING, model: name, locks: new Set(), directions: [], problem });
  }

  function open(name, { engine, view }) {
    lateness.end();
    const problem = reading.open(view, engine);
    const { z, index, isAsked } = startOf(name, view);
    if (state.asked?.model === name) store.set({ asked: { model: name, z: null }, cameByLink: isAsked });
    const origin = { source: "host", index };
    const ofModel = { model: name, engine, view, pinned: z, pinnedOrigin: origin };
    store.set({ ...ofModel, locks: new Set(), directions: [], problem: problem && failureOf(problem, false) });
    show(z, origin);
    opened({ z, index });
  }

  /** @param {string} name @param {AtlasView} view @returns {Start} */
  function startOf(name, view) {
    const asked = state.asked?.model === name ? toCode(state.asked.z, view.latentDim) : null;
    if (asked) return { z: asked, index: null, isAsked: true };
    const before = lastPins.get(name);
    if (before?.length === view.latentDim) return { z: before, index: null, isAsked: false };
    const index = state.view?.count === view.count ? (state.pinnedOrigin?.index ?? 0) : 0;
    return { z: view.code(index), index, isAsked: false };
  }

  return {
    /**
     * Takes weights or an atlas from the host; `user` needs them until it is released. @param {Uint8Array} bytes @param
     * {unknown} [user]
     */
    load(bytes, user) {
      const { name, isNew, problem } = library.add(bytes, user);
      if (isNew) store.set({ arrivals: state.arrivals + 1 });
      if (name !== null) return isNew && name === (state.asked?.model ?? state.model) && activate(name);
      if (state.engine) store.set({ problem: failureOf(problem, false) });
      else close(state.asked?.model ?? null, failureOf(problem, true).sentence);
    },

    /**
     * What the host asks for: a model, and a z that is adopted only when it did not come from here.
     *
     * @param {{model?: string, z?: number[] | null, stamp?: string}} props
     */
    follow({ model, z, stamp }) {
      if (!model) return;
      const isNews = stamp !== undefined && !seenStamps.has(stamp);
      seenStamps.add(stamp);
      const waiting = state.asked?.model === model ? state.asked.z : null;
      store.set({ asked: { model, z: (isNews && z) || waiting } });
      if (model !== state.model || !state.engine) return activate(model);
      lateness.end();
      const asked = isNews ? toCode(z, state.view.latentDim) : null;
      if (!asked) return;
      const origin = { source: "host", index: null };
      store.set({ pinned: asked, pinnedOrigin: origin, asked: { model, z: null } });
      show(asked, origin);
    },
  };
}

/** What is not there while no model is shown. */
const NOTHING = {
  engine: null,
  view: null,
  z: null,
  origin: {},
  pinned: null,
  pinnedOrigin: {},
  pixels: null,
  support: null,
  mapPoint: null,
};

/**
 * Until a model comes the one before is shown; after a while a sentence instead. @param {(name: string) => void} isLate
 */
function createLateness(isLate) {
  let awaited = null;
  let timer = 0;
  function end() {
    clearTimeout(timer);
    awaited = null;
  }
  return {
    end,
    /** @param {string} name */
    await(name) {
      if (awaited === name) return;
      clearTimeout(timer);
      awaited = name;
      timer = setTimeout(isLate, LATE_MS, name);
    },
  };
}

/** @param {unknown} values @param {number} latentDim @returns {Float32Array | null} null where they are no code */
export function toCode(values, latentDim) {
  if (!Array.isArray(values) || values.length !== latentDim || !values.every(Number.isFinite)) return null;
  return Float32Array.from(values);
}

/**
 * Where the visitor is in the latent space: one z, live or pinned, and everything that follows from it.
 *
 * Gestures `move` (live: a drag, a pointer over the map) and then `pin` or `restore`. One frame later the
 * picture, the trust meter and the place on the map follow. Python hears only of pins, through `commit`.
 */

import { createLibrary } from "./library.js";
import { STAGE } from "./frame.js";
import { createSearch } from "./search.js";
import { createMeter } from "../meter/meter.js";
import { measureSupport } from "../meter/support.js";
import { failureOf, sentenceOf } from "./problem.js";
import { createHistory } from "./history.js";

const KEPT_DECODES = 600;
const LATE_MS = 10_000; // after which a model that has not come is said to be missing
/** The state while no model is shown. */
const NOTHING = {
  engine: null,
  view: null,
  z: null,
  origin: {},
  pinned: null,
  pinnedOrigin: {},
  pixels: null,
  support: null,
  place: null,
};

export function createLens(store, frame) {
  const library = createLibrary();
  const { state } = store;
  const decodeMs = [];
  /** @type {Map<string, Float32Array>} where the visitor was in each model */
  const remembered = new Map();
  let awaited = null; // the model that has not come yet: {name, timer}
  const heard = new Set(); // stamps of the host: what it says again is no news, whatever came between
  let search = null;
  let meter = null;
  let shown = null; // z, pixels and what was said of them, all of one frame

  const decodeDue = frame.job(STAGE.decode, decode);
  const meterDue = frame.job(STAGE.meter, measure);

  function decode() {
    if (!state.engine) return; // it was taken away in this very frame
    const start = performance.now();
    const pixels = decoded(state.engine, state.z);
    if (!pixels) return;
    decodeMs.push(performance.now() - start);
    if (decodeMs.length > KEPT_DECODES) decodeMs.shift();
    store.set({ pixels, frames: state.frames + 1, problem: state.problem?.isWhole ? null : state.problem });
    meterDue();
  }

  /** Where there is no picture, a sentence stands in its place and no older one. */
  function decoded(engine, z) {
    try {
      return engine.decode(z);
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
    store.set({ support, place: search.place(state.z) });
  }

  function show(z, origin) {
    if (!state.engine) return;
    store.set({ z, origin });
    decodeDue();
  }

  const history = createHistory(store, ({ z, index }) => pin(z, { source: "history", index }));

  /** Keeps the values of locked dimensions. */
  function obeyLocks(z, source) {
    if (!state.locks.size || source === "history" || source === "host") return z;
    const kept = Float32Array.from(z);
    for (const dim of state.locks) kept[dim] = state.pinned[dim];
    return kept;
  }

  function move(z, origin) {
    show(obeyLocks(z, origin.source), origin);
  }

  function pin(z = state.z, origin = state.origin) {
    if (!state.engine) return;
    const pinned = Float32Array.from(obeyLocks(z, origin.source));
    remembered.set(state.model, pinned);
    store.set({ pinned, pinnedOrigin: origin, problem: state.problem?.isWhole ? state.problem : null });
    show(pinned, origin);
    history.add({ z: pinned, ...origin });
    commit();
  }

  function commit() {
    store.set({ commit: { z: Array.from(state.pinned), model: state.model, index: state.pinnedOrigin.index ?? null } });
  }

  function restore() {
    if (state.pinned && state.z !== state.pinned) show(state.pinned, state.pinnedOrigin);
  }

  /** Makes a loaded model the current one; the visitor stays on the same test image, or returns to where he was. */
  function activate(name) {
    library.use("lens", name);
    const loaded = library.get(name);
    if (!loaded) return library.problem(name) ? close(name, library.problem(name)) : wait(name);
    if (state.engine === loaded.engine && state.view === loaded.view) return;
    try {
      open(name, loaded);
    } catch (error) {
      close(name, failureOf(error, true).sentence);
    }
  }

  /** Until it comes the model before is shown; after a while a sentence instead. */
  function wait(name) {
    if (awaited?.name === name) return;
    clearTimeout(awaited?.timer);
    awaited = { name, timer: setTimeout(() => close(name, library.absence(name)), LATE_MS) };
  }

  const fail = (sentence) => store.set({ problem: { sentence: `${sentence}.`, isWhole: false } });

  function arrived() {
    clearTimeout(awaited?.timer);
    awaited = null;
  }

  /** Takes the picture away and says why: what another model shows is not this one's. */
  function close(name, sentence) {
    arrived();
    search = meter = shown = null;
    store.set({ ...NOTHING, model: name, locks: new Set(), directions: [], problem: { sentence, isWhole: true } });
  }

  function open(name, { engine, view }) {
    arrived();
    search = createSearch(view, state.projection);
    const made = meterOf(view);
    meter = made.read;
    shown = null;
    const start = startingPoint(name, view);
    if (state.asked?.model === name)
      store.set({ asked: { ...state.asked, z: null }, cameByLink: Boolean(start.isAsked) });
    store.set({
      model: name,
      engine,
      view,
      locks: new Set(),
      directions: [],
      pinned: start.z,
      pinnedOrigin: start.origin,
      problem: null,
    });
    if (made.problem) fail(made.problem);
    show(start.z, start.origin);
    history.open({ z: start.z, index: start.origin.index });
    commit();
  }

  function startingPoint(name, view) {
    const asked = state.asked?.model === name ? toCode(state.asked.z, view.latentDim) : null;
    if (asked) return { z: asked, origin: { source: "host", index: null }, isAsked: true };
    const before = remembered.get(name);
    if (before?.length === view.latentDim) return { z: before, origin: { source: "host", index: null } };
    const index = state.view?.count === view.count ? (state.pinnedOrigin?.index ?? 0) : 0;
    return { z: view.code(index), origin: { source: "host", index } };
  }

  return {
    library,
    history,
    decodeMs,
    move,
    pin,
    restore,

    /** Takes weights or an atlas from the host; `user` needs them until it is released. */
    load(bytes, user) {
      const { name, isNew, problem } = library.add(bytes, user);
      if (isNew) store.set({ arrivals: state.arrivals + 1 });
      if (name === null) return state.engine ? fail(problem) : close(state.asked?.model ?? null, `${problem}.`);
      if (isNew && name === (state.asked?.model ?? state.model)) activate(name);
    },

    release: library.release,

    /** What the host says: a model, and a z that is adopted only when it did not come from here. */
    follow({ model, z, stamp }) {
      if (!model) return;
      const isNews = stamp !== undefined && !heard.has(stamp);
      heard.add(stamp);
      const waiting = state.asked?.model === model ? state.asked.z : null;
      store.set({ asked: { model, z: (isNews && z) || waiting } });
      if (model !== state.model || !state.engine) return activate(model);
      arrived();
      const asked = isNews ? toCode(z, state.view.latentDim) : null;
      if (asked) {
        store.set({ pinned: asked, pinnedOrigin: { source: "host", index: null }, asked: { model, z: null } });
        show(asked, state.pinnedOrigin);
      }
    },

    /** Chooses the map that marker and pointer refer to. */
    project(projection) {
      if (projection === state.projection || !projection) return;
      store.set({ projection });
      if (!state.view) return;
      search = createSearch(state.view, projection);
      meterDue();
    },

    /** What a gesture would say: as at the end of a slider's drag. @param {ArrayLike<number>} values one per dimension */
    go(values) {
      const z = state.view && toCode(Array.from(values ?? []), state.view.latentDim);
      if (!z) throw new Error(`go(z) needs ${state.view?.latentDim ?? "a model and its"} finite numbers`);
      move(z, { source: "slider" });
      pin();
    },

    /** The picture at another place of the present model, and what is said of it. @param {Float32Array} z */
    readAt(z) {
      const pixels = state.engine.decode(z).slice();
      return { pixels, support: measureSupport({ ...state, z, pixels }, search, meter) };
    },

    get shown() {
      return shown;
    },

    /** The present model's trust meter, or null. */
    get meter() {
      return meter;
    },

    get search() {
      return search;
    },
  };
}

/** One meter serves a view however often its model is chosen. @type {WeakMap<object, {read: Function | null, problem?: string}>} */
const meters = new WeakMap();

function meterOf(view) {
  if (!meters.has(view)) meters.set(view, makeMeter(view));
  return meters.get(view);
}

/** A damaged meter takes nothing else away. */
function makeMeter(view) {
  try {
    return { read: createMeter(view) };
  } catch (error) {
    return { read: null, problem: `the trust meter cannot be read: ${sentenceOf(error)}` };
  }
}

function toCode(values, latentDim) {
  if (!Array.isArray(values) || values.length !== latentDim || !values.every(Number.isFinite)) return null;
  return Float32Array.from(values);
}

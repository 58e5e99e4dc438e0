/** One lens for a page, and the parts that look through it, mounted by name: what every host needs. */

import { createBench, keepBenchCurrent } from "./bench/bench.js";
import { createPictureBench } from "./bench/picture.js";
import { keepDetails } from "./core/details.js";
import { createFailures, ending } from "./core/failures.js";
import { firstWalk } from "./core/first_walk.js";
import { createFrame } from "./core/frame.js";
import { createLens } from "./core/lens.js";
import { createMounts } from "./core/mounts.js";
import { snapshotOf } from "./core/snapshot.js";
import { firstState } from "./core/state.js";
import { createStore } from "./core/store.js";
import { keepOwnSliders } from "./link/own_sliders.js";

/** @typedef {ReturnType<typeof createRuntime>} Runtime */

/**
 * @param {Record<string, import("./core/types.js").Part<any>>} parts by name: what `mount` can mount
 * @param {Object} [place]
 * @param {EventTarget} [place.keys] hears the keys that are meant for them
 * @param {AbortSignal | null} [place.signal] ends what it hears of the page; without one it lasts as long as the page
 */
export function createRuntime(parts, { keys = document, signal = null } = {}) {
  /** @type {import("./core/types.js").Store} */
  const store = createStore(firstState(), (error) => failed(error));
  const failed = createFailures(store, signal);
  const frame = createFrame((fn) => requestAnimationFrame(fn), failed);
  const lens = createLens(store, frame);
  const context = { store, frame, lens, keys };
  const mounts = createMounts(parts, context, failed, showFirstWalk);
  keepBenchCurrent(store, lens.library);
  keepOwnSliders(store);
  keepDetails(store);
  endFirstVisit(store, signal);
  store.watch(["engine"], showFirstWalk);
  let hasWalked = false;

  /** Only where the map is: another page's plane goes through what is pinned, not through what passes by. */
  function showFirstWalk() {
    if (hasWalked || !store.state.engine || !mounts.has("map", "start")) return;
    hasWalked = true;
    requestAnimationFrame(() => firstWalk(context));
  }

  return {
    store,
    frame,
    lens,
    mount: mounts.mount,
    unmount: mounts.unmount,
    load: lens.load,
    release: lens.release,
    go: lens.go,
    snapshot: () => snapshotOf(context, mounts.count),

    /** Forgets the timings so far, so that a benchmark reads only its own gesture. */
    resetTimings() {
      for (const kept of [lens.decodeMs, ...Object.values(frame.work)]) kept.length = 0;
    },

    /** Takes the source of the worker: decoding by the hundred happens there. @param {string | null} source */
    work(source) {
      if (store.state.bench) return;
      store.set({ bench: createBench(source, failed) });
      if (source) lens.elsewhere.worker = createPictureBench(source, store, lens.library);
    },
  };
}

/**
 * With the first touch of anything. @param {import("./core/types.js").Store} store @param {AbortSignal | null} signal
 */
function endFirstVisit(store, signal) {
  const end = () => store.set({ isFirstVisit: false });
  for (const gesture of ["pointerdown", "keydown"])
    addEventListener(gesture, end, { capture: true, once: true, passive: true, ...ending(signal) });
}

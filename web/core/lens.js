/**
 * Where the visitor is in the latent space: one z, live or pinned, and everything that follows from it.
 *
 * Gestures `move` (live: a drag, a pointer over the map) and then `pin` or `restore`. One frame later the picture, the
 * trust meter and the point on the map follow (reading.js). The host is told of pins alone (pin_report.js).
 */

import { withBlend } from "../engine/parts.js";
import { createHistory } from "./history.js";
import { createLibrary } from "./library.js";
import { createMaps } from "./maps.js";
import { createModelChoice, toCode } from "./model_choice.js";
import { createReading } from "./reading.js";
import { createRequests } from "./requests.js";

/** @typedef {import("./types.js").Origin} Origin */

const WITHOUT_BLEND = ["random", "drawing"]; // sources of codes that no visitor chose a decoder for

/** @param {import("./types.js").Store} store @param {import("./types.js").Frame} frame */
export function createLens(store, frame) {
  const { state } = store;
  const library = createLibrary();
  /** @type {Partial<Record<string, import("./far.js").Ask>>} */
  const elsewhere = {};
  const reading = createReading(store, frame, elsewhere);
  /** @type {Map<string, Float32Array>} where the visitor was in each model */
  const lastPins = new Map();
  const history = createHistory(store, ({ z, index }) => pin(z, { source: "history", index }));
  const choice = createModelChoice({ store, library, reading, show, opened: (at) => history.open(at), lastPins });

  /** @param {Float32Array} z @param {Origin} origin */
  function show(z, origin) {
    if (!state.engine) return;
    store.set({ z, origin });
    reading.decodeDue();
  }

  /** A code whose locked dimensions are those of the pinned one. @param {Float32Array} z @param {Origin} origin */
  function withLocks(z, { source, index = null }) {
    if (source === "history" || source === "host") return z;
    const isOfAll = index === null && !WITHOUT_BLEND.includes(source); // an image's code says of no decoder
    const kept = isOfAll ? z : withBlend(state.engine?.parts ?? [], z, state.pinned);
    if (!state.locks.size) return kept;
    const locked = Float32Array.from(kept);
    for (const dim of state.locks) locked[dim] = state.pinned[dim];
    return locked;
  }

  /** @param {Float32Array} z @param {Origin} origin */
  const move = (z, origin) => show(withLocks(z, origin), origin);

  /** @param {Float32Array} [z] @param {Origin} [origin] */
  function pin(z = state.z, origin = state.origin) {
    if (!state.engine) return;
    const pinned = Float32Array.from(withLocks(z, origin));
    lastPins.set(state.model, pinned);
    store.set({ pinned, pinnedOrigin: origin, problem: state.problem?.isWhole ? state.problem : null });
    show(pinned, origin);
    history.add({ z: pinned, ...origin });
  }

  function restore() {
    if (state.pinned && state.z !== state.pinned) show(state.pinned, state.pinnedOrigin);
  }

  return {
    library,
    history,
    /** Who decodes what this page does not: hosts put "worker" and "server" here (lanes.js). */
    elsewhere,
    requests: createRequests(),
    maps: createMaps(),
    /** The address of all that is seen; the host says where it keeps it, or null. @type {(() => string) | null} */
    address: () => location.href,
    /** How boards are doing, for tests and benchmarks. @type {Record<string, () => object>} */
    reports: {},
    decodeMs: reading.decodeMs,
    move,
    pin,
    restore,
    load: choice.load,
    follow: choice.follow,
    release: library.release,
    project: reading.project,
    readAt: reading.readAt,

    /** Moves as a slider would, and pins. @param {ArrayLike<number>} values one per dimension */
    go(values) {
      const z = state.view && toCode(Array.from(values ?? []), state.view.latentDim);
      if (!z) throw new Error(`go(z) needs ${state.view?.latentDim ?? "a model and its"} finite numbers`);
      move(z, { source: "slider" });
      pin();
    },

    get shown() {
      return reading.shown;
    },
    /** The present model's trust meter, or null. */
    get meter() {
      return reading.meter;
    },
    get search() {
      return reading.search;
    },
  };
}

/** The live state for tests and benchmarks; kept stable. */

import { medianAndP95 } from "./frame.js";

/** @param {Pick<import("./types.js").PartContext, "store" | "frame" | "lens">} context @param {number} mounted parts */
export function snapshotOf({ store, frame, lens }, mounted) {
  const { state } = store;
  const { shown } = lens; // z, picture and support of one and the same frame
  return {
    model: state.model,
    z: shown && Array.from(shown.z),
    pinned: state.pinned && Array.from(state.pinned),
    pixels: shown && Array.from(shown.pixels),
    frames: state.frames,
    decodeMs: medianAndP95(lens.decodeMs),
    workMs: medianAndP95(frame.work.all),
    sliderWorkMs: medianAndP95(frame.work.slider),
    factorWorkMs: medianAndP95(frame.work.factor),
    mapWorkMs: medianAndP95(frame.work.map),
    drawWorkMs: medianAndP95(frame.work.draw),
    backend: state.engine?.backend ?? null,
    projection: state.projection,
    place: state.mapPoint,
    support: shown && supportOf(shown.support),
    looksLike: shown?.support.looksLike ?? null,
    mounted,
    watchers: store.watcherCount,
  };
}

/** @param {import("./types.js").Support} support */
const supportOf = ({ percent, level, code, picture, nearest }) => ({ percent, level, code, picture, nearest });

/** The codes nearest to one code as elements, made one after the other while the frame has time. */

import { STAGE } from "./frame.js";

/**
 * The old ones stay until all of the new are there.
 *
 * @param {Pick<import("./types.js").PartContext, "store" | "frame" | "lens" | "signal">} context
 * @param {object} of
 * @param {number} of.most how many at most
 * @param {() => Float32Array | null} of.code whose neighbours are shown; null: leave what is there
 * @param {(index: number, distance: number, indices: number[]) => HTMLElement} of.make one of them
 * @param {(made: HTMLElement[], indices: number[]) => void} of.show all
 * @returns {() => void} builds anew
 */
export function nearestBuilt({ store, frame, lens, signal }, { most, code, make, show }) {
  const { state } = store;
  /** @type {{indices: number[], distances: number[], made: HTMLElement[]} | null} */
  let plan = null;

  function start(z) {
    const { indices, distances } = lens.search.nearest(z, Math.min(most, state.view.count));
    return { indices: Array.from(indices), distances: Array.from(distances), made: [] };
  }

  /** @param {() => boolean} hasTime @returns {boolean} whether there is more to do */
  function more(hasTime) {
    const z = code();
    if (!state.engine || !z || !lens.search) return false;
    plan ??= start(z);
    const { indices, distances, made } = plan;
    while (made.length < indices.length) {
      const n = made.length;
      made.push(make(indices[n], distances[n], indices));
      if (!hasTime()) return true;
    }
    show(made, indices);
    plan = null;
    return false;
  }

  const due = frame.job(STAGE.background, more, signal);
  return () => {
    plan = null;
    due();
  };
}

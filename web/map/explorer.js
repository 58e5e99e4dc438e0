/** What is explored on a map: the code at a position, or that of the point which the position means. */

import { createProbe } from "./probe.js";

const NEAR_PX = 9; // within this of a point, the pointer means the point

/** @typedef {import("./probe.js").Position} Position */

export function createExplorer({ surface, store, frame, lens, signal }) {
  const { state } = store;

  /** @param {number} index @param {Position} at */
  function isMeant(index, at) {
    const [left, top] = surface.toPixel(...lens.search.points.subarray(2 * index, 2 * index + 2));
    return Math.hypot(left - at[0], top - at[1]) <= NEAR_PX && !state.hidden.has(state.view.labels[index]);
  }

  /** @param {Position} at */
  function moveTo(at) {
    if (!lens.search) return;
    const [x, y] = surface.toData(...at);
    const index = lens.search.pointNear(x, y);
    if (isMeant(index, at)) lens.move(state.view.code(index), { source: "map", index, at });
    else lens.move(lens.search.invert(x, y, state.pinned), { source: "map", index: null, at });
  }

  return {
    ...createProbe({ frame, lens, signal }, moveTo),

    /** @param {Position} position */
    isInside([left, top]) {
      const box = surface.box();
      return left >= box.left && left <= box.left + box.width && top >= box.top && top <= box.top + box.height;
    },
  };
}

/** What is explored on a map: the code at a position, which is decoded while the pointer is there and can be pinned. */

import { STAGE } from "../core/frame.js";

const NEAR_PX = 9; // within this of a point, the pointer means the point

/** @typedef {[number, number]} Position pixels from the top left corner of the surface's element */

export function createExplorer({ surface, store, frame, lens, signal }) {
  const { state } = store;
  /** @type {Position | null} */
  let at = null;

  function isMeant(index) {
    const [left, top] = surface.toPixel(...lens.search.points.subarray(2 * index, 2 * index + 2));
    return Math.hypot(left - at[0], top - at[1]) <= NEAR_PX && !state.hidden.has(state.view.labels[index]);
  }

  function explore() {
    if (!at || !lens.search) return;
    const [x, y] = surface.toData(...at);
    const index = lens.search.pointNear(x, y);
    if (isMeant(index)) lens.move(state.view.code(index), { source: "map", index, at });
    else lens.move(lens.search.invert(x, y, state.pinned), { source: "map", index: null, at });
  }

  const exploreDue = frame.job(STAGE.gesture, explore, signal);

  return {
    /** @returns {Position | null} */
    position: () => at,

    /** @param {Position} position */
    isInside([left, top]) {
      const box = surface.box();
      return left >= box.left && left <= box.left + box.width && top >= box.top && top <= box.top + box.height;
    },

    /** @param {Position} position */
    hover(position) {
      at = position;
      exploreDue();
    },

    leave() {
      at = null;
      lens.restore();
    },

    /** Pins what is there now, not what the last frame showed. @param {Position} position */
    pin(position) {
      at = position;
      explore();
      lens.pin();
    },
  };
}

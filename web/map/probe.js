/** What a position of the pointer or of the keys decodes: live while it is there, restored as it leaves, or pinned. */

import { STAGE } from "../core/frame.js";

/** @typedef {[number, number]} Position pixels from the top left corner of the surface's element */

/**
 * @param {Pick<import("../core/types.js").PartContext, "frame" | "lens" | "signal">} context
 * @param {(at: Position) => void} moveTo moves the lens to the code at a position, where there is one
 */
export function createProbe({ frame, lens, signal }, moveTo) {
  /** @type {Position | null} */
  let at = null;

  const moveDue = frame.job(STAGE.gesture, () => at && moveTo(at), signal);

  return {
    position: () => at,
    renew: moveDue,

    /** @param {Position} position */
    hover(position) {
      at = position;
      moveDue();
    },

    leave() {
      at = null;
      lens.restore();
    },

    /** Pins what is there now, not what the last frame showed. @param {Position} position */
    pin(position) {
      at = position;
      moveTo(at);
      lens.pin();
    },
  };
}

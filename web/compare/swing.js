/** A share that goes to and fro between 0 and 1, a step a frame, for as long as it is set going. */

import { STAGE } from "../core/frame.js";

const SECONDS = 4; // from one end to the other
const LONGEST_STEP_MS = 100; // a page that was hidden goes on where it was

/**
 * @param {Pick<import("../core/types.js").PartContext, "frame" | "signal">} context
 * @param {() => number} here the share of the moment
 * @param {(share: number) => void} go
 */
export function createSwing({ frame, signal }, here, go) {
  let isOn = false;
  let last = 0; // when the step before was
  let way = 1;

  function step() {
    if (!isOn) return;
    const now = performance.now();
    const to = here() + (way * Math.min(now - last, LONGEST_STEP_MS)) / (1000 * SECONDS);
    last = now;
    if (to > 1 || to < 0) way = -way;
    go(Math.min(1, Math.max(0, to)));
    due();
  }

  const due = frame.job(STAGE.gesture, step, signal);
  return {
    get isOn() {
      return isOn;
    },

    /** @param {boolean} next */
    set(next) {
      isOn = next;
      last = performance.now();
      if (isOn) due();
    },
  };
}

/**
 * Per-pixel standard deviation of the decoded picture under the posterior around z, while a key is held.
 *
 * The posterior's width at z is what the encoder says of the decoded picture; draws are decoded in the
 * background of the frames, and the estimate sharpens as they come (Welford's running variance).
 */

import { STAGE } from "../core/frame.js";
import { allowedBy } from "../core/lanes.js";
import { drawAround, gaussian } from "../latent/random.js";

const DRAWS = 64;

export function createSpread({ store, frame, signal, changed }) {
  const { state } = store;
  const random = gaussian(1);
  let isHeld = false;
  let variance = createVariance(0);

  function restart() {
    variance = createVariance(state.pixels.length);
    due();
  }

  function draw() {
    const { logvar } = state.support;
    variance.add(state.engine.decode(drawAround(state.z, logvar, random)));
  }

  /** @returns {boolean} whether there is more to do */
  function drawSome(hasTime) {
    if (!isHeld || !state.support || !state.pixels) return false;
    do draw();
    while (variance.count() < DRAWS && hasTime());
    changed();
    return variance.count() < DRAWS;
  }

  const due = frame.job(STAGE.background, drawSome, signal);
  store.watch(["pixels"], () => isHeld && state.pixels && restart(), signal);

  return {
    /** @param {boolean} on */
    hold(on) {
      if (isHeld === on || !state.pixels || !allowedBy(state.engine).here) return;
      isHeld = on;
      if (on) restart();
      changed();
    },

    /** @returns {{pixels: Float32Array, count: number, peak: number} | null} null while nothing is held */
    shown() {
      if (!isHeld || variance.count() < 2) return null;
      const deviation = variance.deviation();
      const peak = deviation.reduce((most, value) => Math.max(most, value), 1e-6);
      return { pixels: deviation.map((value) => value / peak), count: variance.count(), peak };
    },
  };
}

/** B. P. Welford, "Note on a method for calculating corrected sums of squares and products" (1962), for each pixel. */
function createVariance(length) {
  const mean = new Float32Array(length);
  const squares = new Float32Array(length);
  let count = 0;
  return {
    count: () => count,
    add(pixels) {
      count += 1;
      for (let i = 0; i < pixels.length; i++) {
        const before = pixels[i] - mean[i];
        mean[i] += before / count;
        squares[i] += before * (pixels[i] - mean[i]);
      }
    },
    deviation: () => squares.map((value) => Math.sqrt(value / (count - 1))),
  };
}

/**
 * Per-pixel standard deviation of the decoded picture under the posterior around z, while a key is held.
 *
 * The posterior's width at z is what the encoder says of the decoded picture; draws are decoded in the
 * background of the frames, and the estimate sharpens as they come (Welford's running variance).
 */

import { STAGE } from "../core/frame.js";
import { gaussian } from "../latent/random.js";

const DRAWS = 64;

export function createSpread({ store, frame, signal, changed }) {
  const { state } = store;
  let held = false;
  let count = 0;
  let mean = null;
  let squares = null;
  let peak = 0;
  const random = gaussian(1);

  function restart() {
    count = 0;
    mean = new Float32Array(state.pixels.length);
    squares = new Float32Array(state.pixels.length);
    due();
  }

  function draw() {
    const { logvar } = state.support;
    const z = state.z.map((value, d) => value + Math.exp(0.5 * logvar[d]) * random());
    const pixels = state.engine.decode(z);
    count += 1;
    for (let i = 0; i < pixels.length; i++) {
      const before = pixels[i] - mean[i];
      mean[i] += before / count;
      squares[i] += before * (pixels[i] - mean[i]);
    }
  }

  const due = frame.job(
    STAGE.background,
    (hasTime) => {
      if (!held || !state.support || !state.pixels) return false;
      do draw();
      while (count < DRAWS && hasTime());
      changed();
      return count < DRAWS;
    },
    signal,
  );
  store.watch(["pixels"], () => held && state.pixels && restart(), signal);

  return {
    hold(on) {
      if (held === on || !state.pixels) return;
      held = on;
      if (on) restart();
      changed();
    },
    isHeld: () => held,
    count: () => count,
    peak: () => peak,

    /** Standard deviations scaled so that the brightest pixel is 1, or null while the key is up. */
    pixels() {
      if (!held || count < 2) return null;
      const deviation = squares.map((value) => Math.sqrt(value / (count - 1)));
      peak = deviation.reduce((a, b) => Math.max(a, b), 1e-6);
      return deviation.map((value) => value / peak);
    },
  };
}

/** Linear layers in an arena, y = x W + b, their first weights, and the slopes of x, W and b. */

import { uniform } from "../latent/random.js";

/** @typedef {import("./layout.js").Layer} Layer */

/** As many rows as the kernels take at once. @param {number} rows */
export const whole = (rows) => Math.ceil(rows / 4) * 4;

/**
 * Where x, y and slopes lie is an offset in floats.
 *
 * @param {import("./kernels.js").Kernels} run
 * @param {import("./layout.js").Layout} at
 */
export function createLinear(run, at) {
  const m = run.memory;

  return {
    /**
     * Fills layer after layer as PyTorch's Linear does: uniform within 1 / sqrt(inputs). Padding stays zero.
     *
     * @param {number} seed
     */
    filling(seed) {
      const next = uniform(seed);
      /** @param {Layer} layer @param {number} inputs @param {...number[]} spans of outputs: from, end */
      return (layer, inputs, ...spans) => {
        const draw = () => (2 * next() - 1) / Math.sqrt(inputs);
        for (const [from, end] of spans) {
          for (let i = 0; i < inputs; i++)
            for (let o = from; o < end; o++) m[at.weights + layer.w + i * layer.outputs + o] = draw();
          for (let o = from; o < end; o++) m[at.weights + layer.b + o] = draw();
        }
      };
    },

    /** @param {Layer} layer @param {number} x @param {number} y @param {number} rows */
    forward({ inputs, outputs, w, b }, x, y, rows) {
      run.product(x, inputs, 1, at.weights + w, at.weights + b, y, whole(rows), inputs, outputs);
    },

    /** Slopes of W and b, from what went in and the slope of what came out. @param {Layer} layer */
    learn({ inputs, outputs, w, b }, x, slope, rows) {
      run.product(x, 1, inputs, slope, at.zeros, at.gradients + w, inputs, rows, outputs);
      run.columns(slope, at.gradients + b, rows, outputs);
    },

    /** Slopes of x; `turned` is room for W, transposed. @param {Layer} layer */
    back({ inputs, outputs, w }, turned, slope, into, rows) {
      const from = at.weights + w;
      for (let i = 0; i < inputs; i++)
        for (let o = 0; o < outputs; o++) m[turned + o * inputs + i] = m[from + i * outputs + o];
      run.product(slope, outputs, 1, turned, at.zeros, into, whole(rows), outputs, inputs);
    },
  };
}

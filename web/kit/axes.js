/** What a slider moves along: a unit vector of the latent space with a range; a dimension is the simplest one. */

import { text } from "../words/words.js";

/**
 * @typedef {Object} Axis
 * @property {string} id
 * @property {string} name shown to people
 * @property {number | null} dim latent dimension, or null for a direction
 * @property {Float32Array} vector unit length, (D,)
 * @property {number} low
 * @property {number} high
 * @property {number} rest where a double click goes: the mean over the codes
 * @property {string} [note] a short figure beside the name
 * @property {string} [hint] what the figure means
 */

/**
 * One axis per active dimension, most informative first, and the dimensions that were left out.
 *
 * @param {Pick<import("../core/types.js").AtlasView, "dims" | "latentDim">} view
 */
export function dimensionAxes(view) {
  const sorted = [...view.dims].sort((a, b) => b.klNats - a.klNats);
  /** @type {Axis[]} */
  const axes = sorted
    .filter((stats) => stats.active)
    .map((stats) => ({
      id: `z${stats.dim}`,
      name: `z${stats.dim + 1}`,
      dim: stats.dim,
      vector: Float32Array.from({ length: view.latentDim }, (_, d) => (d === stats.dim ? 1 : 0)),
      low: stats.low,
      high: stats.high,
      rest: stats.mean,
      note: text("kit.nats", { nats: stats.klNats.toFixed(stats.klNats < 10 ? 2 : 1) }),
      hint: text("kit.natsHint"),
    }));
  return { axes, inactive: sorted.filter((stats) => !stats.active) };
}

/** The coordinate of z along an axis. @param {Axis} axis @param {ArrayLike<number>} z @returns {number} */
export function valueAlong(axis, z) {
  if (axis.dim !== null) return z[axis.dim];
  let sum = 0;
  for (let d = 0; d < z.length; d++) sum += z[d] * axis.vector[d];
  return sum;
}

/**
 * A copy of z whose coordinate along the axis is `value`; all that is perpendicular to it stays.
 *
 * @param {Axis} axis
 * @param {ArrayLike<number>} z
 * @param {number} value
 */
export function movedTo(axis, z, value, out = new Float32Array(z.length)) {
  const by = value - valueAlong(axis, z);
  for (let d = 0; d < z.length; d++) out[d] = z[d] + by * axis.vector[d];
  if (axis.dim !== null) out[axis.dim] = value;
  return out;
}

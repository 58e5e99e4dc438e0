/**
 * Which sliders are shown first: the dimensions that tell most about an image, by KL(q || N(0, 1)) on average over the
 * images of the map, and any that the visitor has named or locked.
 *
 * Where there are no more than fit, all are shown, and in their own order: z1 before z2.
 */

import { dimensionAxes } from "../kit/axes.js";

export const MOST_TELLING = 4;

/** @typedef {import("../kit/axes.js").Axis} Axis */

/**
 * @param {Pick<import("../core/types.js").AtlasView, "dims" | "latentDim">} view
 * @returns {{axes: Axis[], inactive: {dim: number}[]}} most telling first
 */
export function orderedAxes(view) {
  const { axes, inactive } = dimensionAxes(view);
  if (axes.length <= MOST_TELLING) axes.sort((a, b) => a.dim - b.dim);
  return { axes, inactive };
}

/**
 * @param {Axis[]} axes in their order
 * @param {Pick<import("../core/types.js").State, "names" | "locks" | "allSliders">} state
 * @returns {boolean[]} of each, whether it is shown
 */
export const shownOf = (axes, { names, locks, allSliders }) =>
  axes.map(({ dim }, at) => allSliders || at < MOST_TELLING || dim in names || locks.has(dim));

/**
 * Which sliders are shown first: the dimensions that tell most about an image, by KL(q || N(0, 1)) on average over the
 * images of the map, and any that the visitor has named or locked.
 *
 * Where there are no more than fit, all are shown, and in their own order: z1 before z2. Where there are levels, the
 * most telling of each are shown, the top level first.
 */

import { levelsOf } from "../engine/parts.js";
import { dimensionAxes } from "../kit/axes.js";
import { isHeld, levelAt } from "../latent/levels.js";

export const MOST_TELLING = 4;

/** @typedef {import("../kit/axes.js").Axis} Axis */

/**
 * @param {Pick<import("../core/types.js").AtlasView, "dims" | "latentDim" | "parts">} view
 * @returns {{axes: Axis[], inactive: {dim: number}[]}} most telling first
 */
export function orderedAxes(view) {
  const { axes, inactive } = dimensionAxes(view);
  const levels = levelsOf(view?.parts ?? []);
  const level = (axis) => levelAt(levels, axis.dim);
  if (levels.length)
    axes.sort((a, b) => level(a) - level(b)); // which keeps the order within one
  else if (axes.length <= MOST_TELLING) axes.sort((a, b) => a.dim - b.dim);
  return { axes, inactive };
}

/**
 * @param {Axis[]} axes in their order
 * @param {Pick<import("../core/types.js").State, "names" | "locks" | "allSliders" | "view">} state
 * @returns {boolean[]} of each, whether it is shown
 */
export function shownOf(axes, { names, locks, allSliders, view }) {
  const levels = levelsOf(view?.parts ?? []);
  const first = axes.map(({ dim }) => axes.findIndex((axis) => levelAt(levels, axis.dim) === levelAt(levels, dim)));
  const isAlone = (dim) =>
    locks.has(dim) && !levels.some((level) => levelAt([level], dim) === 0 && isHeld(level, locks));
  return axes.map(({ dim }, at) => allSliders || at - first[at] < MOST_TELLING || dim in names || isAlone(dim));
}

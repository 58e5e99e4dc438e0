/** The levels of the game: how many sliders are free, and how near a picture must come to count as found. */

import { dimensionAxes } from "../kit/axes.js";

/** @typedef {import("../kit/axes.js").Axis} Axis */
/**
 * @typedef {Object} Level
 * @property {"flat" | "deep"} model which of the host's two models: of two numbers, or of many
 * @property {number} sliders at most, the most telling ones
 * @property {number} foundAt distance in per cent below which a picture counts as found
 */

/** @type {Record<string, Level>} by the name that a link has */
export const LEVELS = {
  plane: { model: "flat", sliders: 2, foundAt: 5 },
  four: { model: "deep", sliders: 4, foundAt: 5 },
  all: { model: "deep", sliders: 64, foundAt: 8 }, // sixteen small errors add up where no eye sees them any more
};

/**
 * What the player moves; all else stays as the target has it, so that a distance of 0 can be reached.
 *
 * @param {Pick<import("../core/types.js").AtlasView, "dims" | "latentDim">} view
 * @param {Level} level
 * @returns {Axis[]} the most telling first, but two numbers in their own order
 */
export function freeAxes(view, { sliders }) {
  const free = dimensionAxes(view).axes.slice(0, sliders);
  return free.length > 2 ? free : free.sort((a, b) => a.dim - b.dim);
}

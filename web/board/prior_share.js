/** How much of the prior lies in view, within the plane that is shown. */

import { normalDistribution } from "../latent/normal.js";
import { isStandardPrior, keptDraws } from "../latent/prior.js";

/** @typedef {{x: number[], y: number[]}} Ranges [low, high] along each axis of the map */

const FAR = 1e3; // beyond which a coordinate of N(0, I) does not lie

/**
 * Of N(0, I) its mass; of another prior the share of the draws that the atlas keeps.
 *
 * @param {any} chart
 * @param {Ranges} ranges
 * @param {any} view
 * @returns {number | null} in [0, 1]; null where nothing is known
 */
export function shareOfPrior(chart, ranges, view) {
  if (!isStandardPrior(view)) return shareOfDraws(chart, ranges, keptDraws(view));
  const across = massBetween(chart, ranges.x);
  return chart.isLine ? across : across * massBetween(chart, ranges.y);
}

/** Coordinates of a chart that evens out are shares of the prior already. */
function massBetween({ quantile }, ends) {
  const below = quantile ? (p) => Math.min(1, Math.max(0, p)) : (value) => normalDistribution(clamped(value));
  return below(ends[1]) - below(ends[0]);
}

const clamped = (value) => Math.min(FAR, Math.max(-FAR, value));

function shareOfDraws({ toMap, isLine }, { x, y }, draws) {
  if (!draws.length) return null;
  const isWithin = (value, [low, high]) => value >= low && value <= high;
  const inside = draws.filter((z) => {
    const [across, up] = toMap(z);
    return isWithin(across, x) && (isLine || isWithin(up, y));
  });
  return inside.length / draws.length;
}

/** What makes a walk special, or keeps it from being one: sentences about its waypoints. */

import { walkPoints } from "../core/waypoints.js";
import { text } from "../words/words.js";

const OUTSIDE = 1; // per cent of the code's part of the trust meter: beyond all but one in a hundred real codes

/** @param {any} state of the store @param {{meter: Function | null}} lens @returns {string[]} */
export function remarks(state, { meter }) {
  const points = walkPoints(state);
  if (points.length < 2) return [text("walks.tooFew")];
  const isOutside = ({ z }) => meter && meter(z, state.engine.decode(z)).code < OUTSIDE;
  const outside = points.flatMap((point, i) => (isOutside(point) ? [text("walks.outside", { n: i + 1 })] : []));
  const isStill = points.every(({ z }) => z.every((value, d) => value === points[0].z[d]));
  return isStill ? [text("walks.standsStill"), ...outside] : outside;
}

/** The scale of the plane in words: how much closer than the whole, how far between pictures, how much is seen. */

import { text } from "../words/words.js";

/**
 * @param {object} seen
 * @param {number} seen.times as large as where the whole is shown
 * @param {number | null} seen.spacing from picture to picture on the map; null where none are shown
 * @param {number | null} seen.share of the prior in view, in [0, 1]
 * @param {{quantile: boolean, isLine: boolean}} chart
 * @returns {string}
 */
export function scaleInWords({ times, spacing, share }, chart) {
  const parts = [text("manifold.zoomed", { times: shortNumber(times) })];
  if (spacing !== null) parts.push(spacingInWords(spacing, chart));
  if (share !== null) parts.push(text("manifold.priorInView", { percent: shortNumber(100 * share) }));
  return parts.join(" · ");
}

/** Where areas are shares of the prior, each picture stands for one. */
function spacingInWords(spacing, { quantile, isLine }) {
  if (!quantile) return text("manifold.spacing", { units: shortNumber(spacing) });
  const share = isLine ? spacing : spacing ** 2;
  return text("manifold.priorEach", { percent: shortNumber(100 * share) });
}

/** Two digits, and never a row of noughts: "0.25", "12", "3.2 × 10⁻⁵". @param {number} value */
export function shortNumber(value) {
  const [digits, power] = value.toExponential(1).split("e").map(Number);
  if (power >= -4 && power < 6) return String(Number(value.toPrecision(value >= 99.5 ? 3 : 2)));
  return text("manifold.power", { digits, power: superscript(power) });
}

const superscript = (power) => String(power).replace(/./g, (sign) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(sign)]);

/** Distances, times and results as they are read. */

import { text } from "../words/words.js";

/** @param {number} distance */
export const percentInWords = (distance) =>
  Number.isFinite(distance) ? text("challenge.percent", { percent: distance.toFixed(1) }) : "–";

/** "0:07.4" and, from ten minutes on, without tenths. @param {number} ms */
export function timeInWords(ms) {
  const tenths = Math.floor(ms / 100);
  const minutes = Math.floor(tenths / 600);
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return minutes < 10 ? `${minutes}:${seconds}` : `${minutes}:${seconds.slice(0, 2)}`;
}

/** @param {{distance: number, ms: number, hints?: number}} result */
export function resultInWords({ distance, ms, hints = 0 }) {
  const said = text("challenge.result", { percent: distance.toFixed(1), time: timeInWords(ms) });
  return hints ? said + text("challenge.between") + text("challenge.hints", { n: hints }) : said;
}

/** @param {import("./invitation.js").Rival} rival */
export const toBeatInWords = ({ distance, ms }) =>
  text("challenge.toBeat", { percent: distance.toFixed(1), time: timeInWords(ms) });

/** ROC and precision over recall of the chosen score, with their areas and where the threshold is on both. */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { drawCurve } from "./charts.js";

/** @typedef {{area: number, interval: [number, number], y: number[], low: number[], high: number[]}} Curve */

export function createCurves() {
  const roc = figure(text("odd.roc"), text("odd.rocAxes"));
  const pr = figure(text("odd.pr"), text("odd.prAxes"));
  return {
    element: el("div", { class: "curves" }, roc.host, pr.host),

    /** @param {{roc: Curve, pr: Curve}} score @param {ReturnType<typeof import("./tally.js").tally>} told */
    draw(score, told, rate, theme) {
      setText(roc.caption, inWords("odd.rocArea", score.roc));
      setText(pr.caption, inWords("odd.prArea", score.pr));
      drawCurve(roc.canvas, score.roc, DIAGONAL, [told.falseAlarms, told.recall], theme);
      drawCurve(pr.canvas, score.pr, level(rate), [told.recall, told.precision], theme);
    },
  };
}

/** @param {string} key @param {Curve} curve */
const inWords = (key, { area, interval: [low, high] }) =>
  text(key, { area: area.toFixed(3), low: low.toFixed(2), high: high.toFixed(2) });

const DIAGONAL = [
  [0, 0],
  [1, 1],
]; // of a score that tells nothing
const level = (rate) => [
  [0, rate],
  [1, rate],
];

function figure(title, axes) {
  const canvas = el("canvas", { class: "curve", role: "img", "aria-label": title });
  const caption = el("div", {});
  const under = el("figcaption", {}, caption, el("div", { class: "axes" }, axes));
  return { canvas, caption, host: el("figure", {}, canvas, under) };
}

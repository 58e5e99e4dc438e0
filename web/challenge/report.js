/** A result to take away: a sentence with a link, and a picture of the target beside what was found. */

import { el } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { copyText, saveCanvas } from "../kit/share.js";
import { text } from "../words/words.js";
import { resultInWords } from "./score_words.js";

const SIDE = 480; // px of each picture
const FOOT = 110;
const GAP = 24;

/**
 * @typedef {{n: number, seed: number, result: import("./round.js").Result, link: string}} Report n sliders
 * @param {Report} report
 */
const reportInWords = ({ n, seed, result, link }) =>
  text("challenge.shared", { n, seed, result: resultInWords(result), link });

/** @param {Report} report */
export const copyReport = (report) => copyText(reportInWords(report), text("challenge.copied"));

/**
 * @param {Report} report
 * @param {{target: Float32Array, mine: Float32Array, shape: [number, number, number], font: string}} pictures
 */
export function saveReport(report, { target, mine, shape, font }) {
  const canvas = el("canvas", { width: 2 * SIDE + 3 * GAP, height: SIDE + GAP + FOOT });
  const context = canvas.getContext("2d");
  context.fillStyle = "#0a0c12";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingEnabled = false;
  [target, mine].forEach((pixels, at) => {
    const small = document.createElement("canvas");
    createPainter(small, shape)(pixels, colourTable("grey"));
    context.drawImage(small, GAP + at * (SIDE + GAP), GAP, SIDE, SIDE);
  });
  context.fillStyle = "#eef0f8";
  context.font = `600 30px ${font}`;
  context.fillText(resultInWords(report.result), GAP, SIDE + GAP + 48);
  context.font = `20px ${font}`;
  const facts = [text("challenge.targetNumber", { seed: report.seed }), text("challenge.level", { n: report.n })];
  context.fillText(facts.join(" · "), GAP, SIDE + GAP + 84);
  return saveCanvas(canvas, `find-this-digit-${report.seed}.png`);
}

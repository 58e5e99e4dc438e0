/** The histogram of a score and its two curves with their bands, drawn on canvases. */

import { classColour } from "../kit/theme.js";

const [LEFT, RIGHT, TOP, BOTTOM] = [8, 8, 8, 8];
export const ORDINARY = 0; // colours of the classes
export const ODD = 1;

/** A canvas of its own pixels, and a drawing in its CSS pixels. @param {HTMLCanvasElement} canvas */
function fresh(canvas) {
  const ratio = devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
  if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
  const brush = canvas.getContext("2d");
  brush.setTransform(ratio, 0, 0, ratio, 0, 0);
  brush.clearRect(0, 0, width, height);
  return { brush, width, height };
}

/**
 * Draws both groups beside each other in every bin, and what else is given.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {ReturnType<typeof import("./tally.js").histogram>} bins
 * @param {{threshold?: number, mark?: number, own?: number[]}} more mark: the score of the picture that is looked at;
 *   own: those of all that the visitor brought
 * @param {any} theme
 */
export function drawHistogram(canvas, { low, high, ordinary, odd }, { threshold, mark, own = [] }, theme) {
  const { brush, width, height } = fresh(canvas);
  const most = Math.max(1, ...ordinary, ...odd);
  const step = (width - LEFT - RIGHT) / ordinary.length;
  const x = (score) => LEFT + Math.min(1.005, Math.max(-0.005, (score - low) / (high - low))) * (width - LEFT - RIGHT);
  for (const [counts, colour, shift] of /** @type {[number[], number, number][]} */ ([
    [ordinary, ORDINARY, 0],
    [odd, ODD, 0.5],
  ])) {
    brush.fillStyle = classColour(theme, colour);
    counts.forEach((count, i) => {
      const tall = ((height - TOP - BOTTOM) * count) / most;
      brush.fillRect(LEFT + (i + shift) * step, height - BOTTOM - tall, step * 0.46, tall);
    });
  }
  brush.fillStyle = theme.text;
  if (threshold !== undefined) brush.fillRect(x(threshold) - 1, 0, 2, height);
  brush.fillStyle = theme.primary;
  for (const score of own) brush.fillRect(x(score) - 1, height - BOTTOM, 2, BOTTOM);
  if (mark !== undefined) drawMark(brush, x(mark), height, theme);
}

/** A line with a head, so that it is no threshold. */
function drawMark(brush, x, height, theme) {
  brush.fillStyle = theme.primary;
  brush.fillRect(x - 1, 4, 2, height - 4 - BOTTOM);
  brush.beginPath();
  brush.moveTo(x - 6, 0);
  brush.lineTo(x + 6, 0);
  brush.lineTo(x, 9);
  brush.fill();
}

/** The score under a place of the histogram. @param {HTMLCanvasElement} canvas @param {number} x CSS pixels */
export const scoreAt = (canvas, x, { low, high }) =>
  low + ((x - LEFT) / (canvas.clientWidth - LEFT - RIGHT)) * (high - low);

/** Draws a curve on an even grid from 0 to 1, its band, the line of chance and where the threshold is. */
export function drawCurve(canvas, curve, chance, point, theme) {
  const { brush, width, height } = fresh(canvas);
  const x = (share) => LEFT + share * (width - LEFT - RIGHT);
  const y = (share) => height - BOTTOM - share * (height - TOP - BOTTOM);
  const last = curve.y.length - 1;
  const path = (values) => values.forEach((value, i) => brush.lineTo(x(i / last), y(value)));
  brush.strokeStyle = theme.text;
  brush.globalAlpha = 0.3;
  brush.strokeRect(x(0), y(1), x(1) - x(0), y(0) - y(1));
  brush.setLineDash([4, 4]);
  brush.beginPath();
  chance.forEach(([a, b]) => brush.lineTo(x(a), y(b)));
  brush.stroke();
  brush.setLineDash([]);
  brush.fillStyle = theme.primary;
  brush.globalAlpha = 0.2;
  brush.beginPath();
  path(curve.high);
  [...curve.low].reverse().forEach((value, i) => brush.lineTo(x(1 - i / last), y(value)));
  brush.fill();
  brush.globalAlpha = 1;
  brush.strokeStyle = theme.primary;
  brush.lineWidth = 2;
  brush.beginPath();
  path(curve.y);
  brush.stroke();
  brush.fillStyle = theme.text;
  brush.beginPath();
  brush.arc(x(point[0]), y(point[1]), 5, 0, 7);
  brush.fill();
}

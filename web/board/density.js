/** Density of the codes over a view: counts in cells, blurred by a Gaussian, as shades of one colour. */

import { affineOf } from "../map/point_cloud.js";

const GRID = 96; // cells along the longer side
const BANDWIDTH_CELLS = 1.6;
const DARKEST = 235; // of 255

/**
 * @param {import("../map/plotly_surface.js").Surface | import("./camera.js").BoardCamera} surface
 * @param {Float32Array} points (N, 2)
 * @param {number[]} colour red, green, blue
 * @returns {HTMLCanvasElement} to be stretched over the view it was made for
 */
export function densityPicture(surface, points, colour) {
  const { width, height } = surface.box();
  const cell = Math.max(width, height) / GRID;
  const [columns, lines] = [Math.ceil(width / cell), Math.ceil(height / cell)];
  const counts = counted(points, affineOf(surface), { cell, columns, lines });
  const smooth = blurred(blurred(counts, columns, lines, 1, columns), lines, columns, columns, 1);
  return shaded(smooth, columns, lines, colour);
}

function counted(points, { x0, y0, sx, sy }, { cell, columns, lines }) {
  const counts = new Float32Array(columns * lines);
  for (let i = 0; i < points.length; i += 2) {
    const column = Math.floor((x0 + sx * points[i]) / cell);
    const line = Math.floor((y0 + sy * points[i + 1]) / cell);
    if (column >= 0 && line >= 0 && column < columns && line < lines) counts[line * columns + column] += 1;
  }
  return counts;
}

/** @param {Float32Array} values @param {number} width @param {number} height @param {number[]} colour */
function shaded(values, width, height, [red, green, blue]) {
  const peak = values.reduce((most, value) => Math.max(most, value), 1e-9);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  values.forEach((value, i) => image.data.set([red, green, blue, DARKEST * Math.sqrt(value / peak)], 4 * i));
  context.putImageData(image, 0, 0);
  return canvas;
}

const REACH = Math.ceil(3 * BANDWIDTH_CELLS);
const WEIGHTS = Array.from({ length: 2 * REACH + 1 }, (_, i) => Math.exp(-0.5 * ((i - REACH) / BANDWIDTH_CELLS) ** 2));

/** Gaussian blur along one direction: `length` cells `step` apart in each of `lines` lines `lineStep` apart. */
function blurred(values, length, lines, step, lineStep) {
  const out = new Float32Array(values.length);
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < length; i++) {
      let sum = 0;
      for (let k = Math.max(-REACH, -i); k <= Math.min(REACH, length - 1 - i); k++)
        sum += WEIGHTS[k + REACH] * values[line * lineStep + (i + k) * step];
      out[line * lineStep + i * step] = sum;
    }
  }
  return out;
}

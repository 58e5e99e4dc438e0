/**
 * The drawing code of the data set `shapes`, in the browser: vae_core/data/shapes.py pixel by pixel, which the tests
 * hold it to.
 */

import { SIZES } from "../core/true_factors.js";

const SIDE = 32;
const FINER = 8; // samples along each side of a pixel
const SMALLEST = 3.5; // pixels from the middle of a figure to its farthest point
const LARGEST = 7.5;
const QUARTER = Math.PI / 2;

/** @type {((u: number, v: number) => boolean)[]} of the circle of radius 1: square, ellipse, heart */
const INSIDE = [
  (u, v) => Math.max(Math.abs(u), Math.abs(v)) <= Math.sqrt(0.5),
  (u, v) => u ** 2 + (v / 0.55) ** 2 <= 1,
  (u, v) => isHeart(1.25 * u, 1.25 * v + 0.1),
];

/** Products: a power takes ten times as long, thousands of times in a frame. */
function isHeart(u, v) {
  const beyond = u * u + v * v - 1;
  return beyond * beyond * beyond <= u * u * v * v * v;
}

/**
 * @param {number[]} values whole numbers below SIZES
 * @returns {Float32Array} pixels in [0, 1], row by row
 */
export function drawShape([shape, scale, rotation, x, y]) {
  const radius = SMALLEST + ((LARGEST - SMALLEST) * scale) / (SIZES[1] - 1);
  const angle = (QUARTER * rotation) / SIZES[2];
  const turned = { cos: Math.cos(angle), sin: Math.sin(angle), inside: INSIDE[shape], radius };
  const left = x + 0.5 + (SIDE - SIZES[3]) / 2; // of the figure's middle
  const top = y + 0.5 + (SIDE - SIZES[4]) / 2;
  const pixels = new Float32Array(SIDE * SIDE);
  const reach = Math.ceil(radius) + 1;
  for (let row = Math.max(0, Math.floor(top - reach)); row < Math.min(SIDE, top + reach); row++) {
    for (let column = Math.max(0, Math.floor(left - reach)); column < Math.min(SIDE, left + reach); column++)
      pixels[row * SIDE + column] = Math.round((255 * covered(turned, column - left, row - top)) / FINER ** 2) / 255;
  }
  return pixels;
}

/** How many of a pixel's samples are in the figure. */
function covered({ cos, sin, inside, radius }, left, top) {
  let count = 0;
  for (let i = 0; i < FINER; i++) {
    const y = -(top + (i + 0.5) / FINER) / radius; // upwards
    for (let j = 0; j < FINER; j++) {
      const x = (left + (j + 0.5) / FINER) / radius;
      if (inside(x * cos + y * sin, y * cos - x * sin)) count += 1;
    }
  }
  return count;
}

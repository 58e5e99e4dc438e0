/**
 * A drawing or a picture as the images of a data set are: cut, scaled and centred by that set's own recipe.
 *
 * MNIST scales the ink into a box of 20 x 20 pixels and puts its centre of mass on pixel (14, 14) of 28 x 28
 * (http://yann.lecun.com/exdb/mnist/); Fashion-MNIST scales to the full side and centres the box (Xiao et al. 2017,
 * section 2, https://arxiv.org/abs/1708.07747). A set without a recipe takes the whole square.
 *
 * A plane is one channel, values in [0, 1], row by row; ink is light on dark, as in those sets.
 */

import { resample } from "./resample.js";

/** @typedef {{planes: Float32Array[], side: number}} Picture a square, one plane for each channel */
/** @typedef {{box: number, centre: "mass" | "box"} | null} Framing box: px that the longer side of the ink becomes */

const LEAST_INK = 0.1; // of full white: below it a pixel is paper
const PAPER = 0.2; // of the range from paper to ink: grain and shade of a photograph
const LEAST_RANGE = 0.15; // between paper and ink: below it there is nothing to see

/**
 * @param {Picture} picture
 * @param {[number, number, number]} shape of the model's images, (C, H, W)
 * @param {Framing} framing
 * @returns {Float32Array | null} (C, H, W), or null where there is no ink
 */
export function framed({ planes, side }, [channels, rows, cols], framing) {
  if (!framing || channels !== 1) return whole(planes, side, rows, cols);
  const ink = inkOf(planes[0], side);
  const box = boxOf(ink, side);
  if (!box) return null;
  const scale = Math.max(box.right - box.left, box.bottom - box.top) / framing.box; // of its pixels to one of ours
  const [x, y] = framing.centre === "mass" ? centreOfMass(ink, side, box) : middleOf(box);
  const [column, row] = framing.centre === "mass" ? [cols / 2 + 0.5, rows / 2 + 0.5] : [cols / 2, rows / 2];
  return resample(ink, side, { x: x - column * scale, y: y - row * scale, scale }, rows, cols);
}

/** The whole square, as large as it fits. */
function whole(planes, side, rows, cols) {
  if (planes.every((plane) => plane.every((value) => value === 0))) return null;
  const scale = side / Math.min(rows, cols);
  const from = { x: (side - cols * scale) / 2, y: (side - rows * scale) / 2, scale };
  const out = new Float32Array(planes.length * rows * cols);
  planes.forEach((plane, c) => {
    out.set(resample(plane, side, from, rows, cols), c * rows * cols);
  });
  return out;
}

/** Light ink on black, whatever the colours of pen and paper: the paper is what lies along the edge. */
function inkOf(plane, side) {
  const paper = median(edgeOf(plane, side));
  const [dark, light] = extremes(plane);
  const ink = light - paper >= paper - dark ? light : dark;
  if (Math.abs(ink - paper) < LEAST_RANGE) return new Float32Array(plane.length);
  if (paper === 0 && ink === 1) return plane;
  return plane.map((value) => Math.min(1, Math.max(0, ((value - paper) / (ink - paper) - PAPER) / (1 - PAPER))));
}

function edgeOf(plane, side) {
  const edge = new Float32Array(4 * side);
  for (let i = 0; i < side; i++)
    edge.set([plane[i], plane[(side - 1) * side + i], plane[i * side], plane[i * side + side - 1]], 4 * i);
  return edge;
}

const median = (values) => values.sort()[values.length >> 1]; // typed: by number

/** The darkest and the lightest value. */
function extremes(plane) {
  let [least, most] = [1, 0];
  for (let i = 0; i < plane.length; i++) {
    const value = plane[i]; // at every frame of a stroke: an iterator takes eight times as long
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

function boxOf(ink, side) {
  let [left, right, top, bottom] = [side, 0, side, 0];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      if (ink[y * side + x] < LEAST_INK) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  return right > left ? { left, right, top, bottom } : null;
}

const middleOf = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];

function centreOfMass(ink, side, { left, right, top, bottom }) {
  let [sum, sumX, sumY] = [0, 0, 0];
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const value = ink[y * side + x];
      sum += value;
      sumX += value * (x + 0.5);
      sumY += value * (y + 0.5);
    }
  return [sumX / sum, sumY / sum];
}

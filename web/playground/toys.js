/** Points in the plane to learn from: drawn by a formula, about one unit in size. */

import { gaussian, uniform } from "../latent/random.js";

export const COUNT = 600;
const JITTER = 0.05;
const SEED = 1;

/**
 * From t in [0, 1) and the point's number to a place without jitter.
 *
 * @type {Record<string, (t: number, n: number) => number[]>}
 */
const CURVES = {
  ring: (t) => [Math.cos(2 * Math.PI * t), Math.sin(2 * Math.PI * t)],
  moons(t, n) {
    const [x, y] = [Math.cos(Math.PI * t), Math.sin(Math.PI * t)];
    return n % 2 ? [0.8 * (0.5 - x), 0.8 * (0.25 - y)] : [0.8 * (x - 0.5), 0.8 * (y - 0.25)];
  },
  spiral(t) {
    const [radius, angle] = [0.15 + 1.05 * t, 3.5 * Math.PI * t];
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
  clusters: (_, n) => [0.95 * Math.cos((2 * Math.PI * (n % 5)) / 5), 0.95 * Math.sin((2 * Math.PI * (n % 5)) / 5)],
};
const SPREAD = { clusters: 0.13 };

export const TOYS = Object.keys(CURVES);

/** @param {string} name @returns {Float32Array} (COUNT, 2) */
export function toyPoints(name) {
  const [next, normal] = [uniform(SEED), gaussian(SEED + 1)];
  const points = new Float32Array(2 * COUNT);
  for (let n = 0; n < COUNT; n++) {
    const place = CURVES[name](next(), n);
    for (let i = 0; i < 2; i++) points[2 * n + i] = place[i] + (SPREAD[name] ?? JITTER) * normal();
  }
  return points;
}

/**
 * As many points as a toy has, from strokes: each of what was drawn, in turn, a little beside.
 *
 * @param {ArrayLike<number>} drawn (n, 2), n above 0
 */
export function pointsAround(drawn) {
  const normal = gaussian(SEED);
  const count = drawn.length / 2;
  return Float32Array.from({ length: 2 * COUNT }, (_, i) => drawn[2 * ((i >> 1) % count) + (i % 2)] + 0.03 * normal());
}

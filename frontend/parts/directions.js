/**
 * A direction of the visitor's own: from one group of codes to another, and how good it is.
 *
 * The vector is the difference of the group means (the "attribute vectors" of Larsen et al. 2016, arXiv
 * 1512.09300) over every other code; the remaining codes judge it:
 * - AUC: how often a held-out code of A lies farther along it than one of B (Mann-Whitney).
 * - effect: Cohen's d between A and B along it, and as a multiple of the median |d| of random directions.
 * - leak: among the classes that A is not about, the one that lies most beyond the middle between A and B.
 */

import { gaussian } from "./random.js";

const RANDOM_DIRECTIONS = 100;
const RANGE_SIGMAS = 3;
const MIN_GROUP = 4; // two codes to make the vector, two to judge it

/**
 * @param {object} view an atlas
 * @param {number[]} a indices
 * @param {number[] | null} b indices, or null for all codes outside a
 * @returns {{vector: Float32Array, low: number, high: number, rest: number, quality: object}}
 */
export function createDirection(view, a, b) {
  const inA = new Set(a);
  const other = (b ?? Array.from({ length: view.count }, (_, i) => i)).filter((i) => !inA.has(i));
  if (a.length < MIN_GROUP || other.length < MIN_GROUP) {
    throw new Error(`A direction needs at least ${MIN_GROUP} codes on each side; got ${a.length} and ${other.length}.`);
  }
  const [trainA, heldA] = halves(a);
  const [trainB, heldB] = halves(other);
  const vector = unit(subtract(mean(view, trainA), mean(view, trainB)));
  const along = projections(view, vector);
  return { vector, ...range(along), quality: judge({ view, vector, along, a, heldA, heldB }) };
}

function judge({ view, along, a, heldA, heldB }) {
  const at = (indices, values = along) => indices.map((i) => values[i]);
  const effect = cohen(at(heldA), at(heldB));
  const random = gaussian(7);
  const chance = Array.from({ length: RANDOM_DIRECTIONS }, () => {
    const values = projections(view, unit(Float64Array.from({ length: view.latentDim }, random)), [...heldA, ...heldB]);
    return Math.abs(cohen(at(heldA, values), at(heldB, values)));
  }).sort((x, y) => x - y)[RANDOM_DIRECTIONS >> 1];
  return { auc: auc(at(heldA), at(heldB)), effect, timesRandom: effect / (chance || 1e-9), leak: leak(view, along, a, heldA, heldB) };
}

/** The class, other than A's own, with the largest share of codes beyond the middle between A and B. */
function leak(view, along, a, heldA, heldB) {
  const average = (indices) => indices.reduce((sum, i) => sum + along[i], 0) / indices.length;
  const middle = (average(heldA) + average(heldB)) / 2;
  const counts = view.classNames.map(() => ({ inA: 0, all: 0, beyond: 0 }));
  for (const i of a) counts[view.labels[i]].inA += 1;
  for (let i = 0; i < view.count; i++) {
    counts[view.labels[i]].all += 1;
    if (along[i] > middle) counts[view.labels[i]].beyond += 1;
  }
  const most = Math.max(...counts.map((count) => count.inA));
  const others = counts.map((count, label) => ({ label, share: count.inA === most || !count.all ? -1 : count.beyond / count.all }));
  return others.reduce((worst, next) => (next.share > worst.share ? next : worst));
}

/** Probability that a value of `a` exceeds one of `b`, ties counted half. */
export function auc(a, b) {
  const all = [...a.map((value) => [value, 1]), ...b.map((value) => [value, 0])].sort((x, y) => x[0] - y[0]);
  let ranks = 0;
  for (let i = 0; i < all.length; ) {
    let j = i;
    while (j < all.length && all[j][0] === all[i][0]) j++;
    for (let k = i; k < j; k++) ranks += all[k][1] * ((i + j + 1) / 2);
    i = j;
  }
  return (ranks - (a.length * (a.length + 1)) / 2) / (a.length * b.length);
}

/** Difference of the means in units of the pooled standard deviation. */
export function cohen(a, b) {
  const [meanA, sumA] = moments(a);
  const [meanB, sumB] = moments(b);
  return (meanA - meanB) / (Math.sqrt((sumA + sumB) / (a.length + b.length - 2)) || 1e-12);
}

function moments(values) {
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [average, values.reduce((sum, value) => sum + (value - average) ** 2, 0)];
}

/** Coordinates of codes along a vector; entries of other codes stay 0. */
function projections(view, vector, indices = null) {
  const { codes, count, latentDim } = view;
  const values = new Float64Array(count);
  const total = indices ? indices.length : count;
  for (let n = 0; n < total; n++) {
    const i = indices ? indices[n] : n;
    for (let d = 0; d < latentDim; d++) values[i] += codes[i * latentDim + d] * vector[d];
  }
  return values;
}

function range(along) {
  const [rest, squares] = moments(Array.from(along));
  const reach = RANGE_SIGMAS * Math.sqrt(squares / along.length);
  return { rest, low: rest - reach, high: rest + reach };
}

function mean(view, indices) {
  const sum = new Float64Array(view.latentDim);
  for (const i of indices) for (let d = 0; d < sum.length; d++) sum[d] += view.codes[i * sum.length + d] / indices.length;
  return sum;
}

const halves = (list) => [list.filter((_, i) => i % 2 === 0), list.filter((_, i) => i % 2 === 1)];
const subtract = (a, b) => a.map((value, d) => value - b[d]);

function unit(vector) {
  const length = Math.hypot(...vector);
  if (!length) throw new Error("The two groups have the same middle: there is no direction between them.");
  return Float32Array.from(vector, (value) => value / length);
}

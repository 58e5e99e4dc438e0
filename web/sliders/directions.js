/**
 * A direction of the visitor's own: from one group of codes to another, and how far to believe it.
 *
 * The definitions are those of vae_core/twins/directions.py, which names the sources: every figure is held out, each
 * half of the groups judging the direction of the other. Here the halves are every other code of a group, and of a
 * group of more than 10,000 codes so many, evenly chosen, are judged; the direction itself is that of all.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { aucInterval } from "./direction_effect.js";
import { Problem } from "../engine/problem.js";
import { gaussian } from "../latent/random.js";

const RANDOM_DIRECTIONS = SHARED.directions.random;
const RANGE_SIGMAS = 3;
const MIN_GROUP = SHARED.directions.least_group; // two codes to make a direction, two to judge it
const MOST_JUDGED = 10_000; // codes of a group, evenly chosen, that the figures rest on: seconds of work beyond

/**
 * @typedef {Object} Quality
 * @property {number} auc probability that a code of A lies farther along than one of B
 * @property {{low: number, high: number} | null} interval of the AUC, 95 %
 * @property {number} effect Cohen's d
 * @property {number} chance the |d| that 95 % of random directions stay below
 * @property {{label: number, auc: number} | null} leak the class in B that lies most towards A
 * @property {number[] | null} counts codes on each side
 * @property {boolean} [isByPlace] whether A was chosen on a map
 * @property {boolean} [isMeasuring] whether `turned` is on its way
 * @property {import("./direction_effect.js").Effect | null} turned what the slider does to pictures, once measured
 */

/**
 * @param {any} atlas
 * @param {number[]} a indices
 * @param {number[] | null} b indices, or null for all codes outside a
 * @returns {{vector: Float32Array, low: number, high: number, rest: number, quality: Quality}} unit vector
 */
export function createDirection(atlas, a, b) {
  const view = { ...atlas, ...atlas.mapped }; // what is given beside the vector stays as it is
  const inA = new Set(a);
  const other = (b ?? Array.from({ length: view.count }, (_, i) => i)).filter((i) => !inA.has(i));
  if (a.length < MIN_GROUP || other.length < MIN_GROUP) {
    throw new Problem("A slider needs at least {least} codes on each side; got {a} and {b}", {
      least: MIN_GROUP,
      a: a.length,
      b: other.length,
    });
  }
  const vector = unit(difference(view, a, other));
  const quality = judge(view, thinned(a), thinned(other), otherClasses(view, a, other));
  return {
    vector: Float32Array.from({ length: atlas.latentDim }, (_, d) => vector[d] ?? 0),
    ...range(projections(view, vector)),
    quality: { ...quality, counts: [a.length, other.length], turned: null },
  };
}

function judge(view, a, b, others) {
  const folds = [0, 1].map((part) => {
    const [madeA, madeB] = [half(a, part), half(b, part)];
    const [heldA, heldB] = [half(a, 1 - part), half(b, 1 - part)];
    const along = projections(view, unit(difference(view, madeA, madeB)));
    const at = (indices) => indices.map((i) => along[i]);
    return {
      auc: auc(at(heldA), at(heldB)),
      effect: cohen(at(heldA), at(heldB)),
      leaks: leakage(view, along, heldB, others),
    };
  });
  const both = (figure) => (figure(folds[0]) + figure(folds[1])) / 2;
  const leaks = [...folds[0].leaks]
    .filter(([label]) => folds[1].leaks.has(label))
    .map(([label]) => ({ label, auc: both((fold) => fold.leaks.get(label)) }));
  const leak = leaks.reduce((worst, next) => (next.auc > (worst?.auc ?? 0) ? next : worst), null);
  const area = both((fold) => fold.auc);
  return {
    auc: area,
    interval: aucInterval(area, a.length, b.length),
    effect: both((fold) => fold.effect),
    chance: chance(view, a, b),
    leak,
  };
}

function chance(view, a, b) {
  const random = gaussian(7);
  const effects = Array.from({ length: RANDOM_DIRECTIONS }, () => {
    const vector = Float64Array.from({ length: view.latentDim }, random);
    return Math.abs(
      cohen(
        a.map((i) => along(view, i, vector)),
        b.map((i) => along(view, i, vector)),
      ),
    );
  }).sort((x, y) => x - y);
  return effects[Math.floor(0.95 * (RANDOM_DIRECTIONS - 1))];
}

/** Classes of B that are not mostly in A: what a loop around a class leaves out of it is no other class. */
function otherClasses({ labels, classNames }, a, b) {
  const surplus = new Int32Array(classNames.length);
  for (const i of b) surplus[labels[i]] += 1;
  for (const i of a) surplus[labels[i]] -= 1;
  return [...surplus.keys()].filter((label) => surplus[label] > 0);
}

/** Class -> AUC of its codes against the rest of the group: near 1, it comes along. */
function leakage(view, along, members, classes) {
  const leaks = new Map();
  for (const label of classes) {
    const [own, rest] = [[], []];
    for (const i of members) (view.labels[i] === label ? own : rest).push(along[i]);
    if (own.length && rest.length) leaks.set(label, auc(own, rest));
  }
  return leaks;
}

/** Probability that a value of `a` exceeds one of `b`, ties counting half. */
function auc(a, b) {
  const sorted = Float64Array.from(b).sort();
  const below = (value, orEqual) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return a.reduce((sum, value) => sum + below(value, false) + below(value, true), 0) / (2 * a.length * sorted.length);
}

/** Difference of the means in units of the pooled standard deviation. */
function cohen(a, b) {
  const [meanA, squaresA] = moments(a);
  const [meanB, squaresB] = moments(b);
  return (meanA - meanB) / Math.max(Math.sqrt((squaresA + squaresB) / (a.length + b.length - 2)), 1e-12);
}

function moments(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0)];
}

/** Coordinates of all codes along a vector. */
const projections = (view, vector) => Float64Array.from({ length: view.count }, (_, i) => along(view, i, vector));

function along({ codes, latentDim }, index, vector) {
  let sum = 0;
  for (let d = 0, at = index * latentDim; d < latentDim; d++) sum += codes[at++] * vector[d];
  return sum;
}

function range(along) {
  const [rest, squares] = moments(along);
  const reach = RANGE_SIGMAS * Math.sqrt(squares / along.length);
  return { rest, low: rest - reach, high: rest + reach };
}

/** Mean of a minus mean of b, (D,). */
function difference({ codes, latentDim }, a, b) {
  const vector = new Float64Array(latentDim);
  for (const i of a) for (let d = 0; d < latentDim; d++) vector[d] += codes[i * latentDim + d] / a.length;
  for (const i of b) for (let d = 0; d < latentDim; d++) vector[d] -= codes[i * latentDim + d] / b.length;
  return vector;
}

const thinned = (list) =>
  list.length <= MOST_JUDGED
    ? list
    : Array.from({ length: MOST_JUDGED }, (_, n) => list[Math.floor((n * list.length) / MOST_JUDGED)]);

const half = (list, part) => list.filter((_, i) => i % 2 === part);

function unit(vector) {
  const length = Math.hypot(...vector);
  if (!(length > 1e-12))
    throw new Problem("The two groups have the same middle, so no direction leads from one to the other");
  return Float32Array.from(vector, (value) => value / length);
}

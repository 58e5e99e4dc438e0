// From a point of the 2-D map to a latent code, and back, by Gaussian-kernel k nearest neighbours. The definition, with
// its sources, is told in vae_core/twins/inverse_map.py; a change there is a change here. One departure: the spacing,
// which only the confidence needs, is the median over at most 200 sources, 20 of a large set, so that a page never
// stalls for it.

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { createIndex as createTree } from "./kdtree.js";
import { Problem } from "./problem.js";
import { createScan, scans } from "./scan.js";

/** @typedef {import("./kdtree.js").Index} Index */
/**
 * @typedef {{confidence: number, indices: Uint32Array, weights: Float64Array}} Evidence which sources took part, and
 * how much
 */

const { neighbours: NEIGHBOURS, tiny: TINY } = SHARED.inverse_map;
const SAMPLED = { most: 200, least: 20, work: 2_000_000 }; // 200 up to 10,000 points

/**
 * An exact index: a scan of all points where they have many dimensions and the kernel runs, else a k-d tree.
 *
 * @param {Float32Array} points (N, dim)
 * @param {number} dim
 * @returns {Index}
 */
export function createIndex(points, dim) {
  return scans(dim) && points.length % dim === 0 && points.length ? createScan(points, dim) : createTree(points, dim);
}

/**
 * @param {Index} map index over the map coordinates
 * @param {Float32Array} codes row i is the code of map point i
 * @param {{spacing?: number}} [options]
 * @returns {(point: ArrayLike<number>) => {z: Float32Array} & Evidence} exact at a map point
 */
export function createInverseMap(map, codes, options) {
  const interpolate = createKernelMap(map, codes, options);
  return (point) => {
    const { value, ...evidence } = interpolate(point);
    return { z: value, ...evidence };
  };
}

/**
 * @param {Index} latent index over the codes
 * @param {Float32Array} positions row i is the map point (x, y) of code i
 * @param {{spacing?: number}} [options]
 * @returns {(z: ArrayLike<number>) => {x: number, y: number} & Evidence} exact at a code
 */
export function createForwardMap(latent, positions, options) {
  const interpolate = createKernelMap(latent, positions, options);
  return (z) => {
    const { value, ...evidence } = interpolate(z);
    return { x: value[0], y: value[1], ...evidence };
  };
}

function createKernelMap(sources, targets, { spacing = medianSpacing(sources) } = {}) {
  const dim = targets.length / sources.size;
  if (!Number.isInteger(dim) || dim < 1)
    throw new Problem("expected targets for {points} points; got {got} numbers", {
      points: sources.size,
      got: targets.length,
    });
  const floor = TINY * spacing;
  return (query) => {
    const { indices, distances } = sources.nearest(query, NEIGHBOURS);
    const exact = distances[0] < floor;
    const weights = exact ? distances.map((_, i) => (i === 0 ? 1 : 0)) : kernelWeights(distances, floor);
    const confidence = exact ? 1 : Math.exp(-0.5 * (distances[0] / spacing) ** 2);
    return { value: weightedMean(targets, dim, indices, weights), confidence, indices, weights };
  };
}

function kernelWeights(distances, floor) {
  const h = Math.max(distances.at(-1) / 2, floor);
  const weights = distances.map((distance) => Math.exp(-0.5 * (distance / h) ** 2) * (h / distance) ** 2);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

function weightedMean(rows, dim, indices, weights) {
  const mean = new Float64Array(dim);
  indices.forEach((row, i) => {
    for (let d = 0; d < dim; d++) mean[d] += weights[i] * rows[row * dim + d];
  });
  return Float32Array.from(mean);
}

/**
 * @param {Index} index
 * @returns {number} median distance from a point to its nearest other point (1 if that is 0), over evenly chosen points
 */
export function medianSpacing(index) {
  if (index.size < 2) return 1;
  const step = Math.ceil(index.size / Math.max(SAMPLED.least, Math.min(SAMPLED.most, SAMPLED.work / index.size)));
  const distances = [];
  for (let row = 0; row < index.size; row += step) {
    distances.push(index.nearest(index.points.subarray(row * index.dim, (row + 1) * index.dim), 2).distances[1]);
  }
  distances.sort((a, b) => a - b);
  const half = distances.length >> 1;
  return (distances.length % 2 ? distances[half] : (distances[half - 1] + distances[half]) / 2) || 1;
}

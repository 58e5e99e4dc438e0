// Exact k nearest neighbours over points of many dimensions: every distance by the matrix-vector kernel, no tree. In 16
// dimensions a tree over 200,000 codes visits a third of its leaves, takes a second to build and its time jumps from
// query to query; the kernel reads all codes in order. |a|² - 2 a·z in float32 only chooses candidates: those within
// twice its rounding error of the k-th are measured again in double precision, so that the answer is that of the tree.

import { insert, requireFinite, requireNeighbours } from "./kdtree.js";
import { wasmBackend, wasmWorks } from "./wasm.js";

/** Below this a k-d tree visits a few leaves only. */
const LEAST_DIM = 6;
const EPSILON = 2 ** -23;

/** @returns {boolean} whether this browser scans faster than it searches a tree */
export const scans = (dim) => dim >= LEAST_DIM && wasmWorks();

/**
 * @param {Float32Array} points N points, row-major; kept, and copied once into the kernel's memory
 * @param {number} dim
 * @returns {import("./kdtree.js").Index}
 */
export function createScan(points, dim) {
  const size = points.length / dim;
  const kernel = createKernel(points, dim, size);
  return {
    size,
    dim,
    points,
    nearest(query, k) {
      requireFinite(query, dim);
      requireNeighbours(k);
      const count = Math.min(Math.floor(k), size);
      const scores = kernel.scores(query);
      const limit = kthSmallest(scores, count) + 2 * kernel.error(query);
      const found = { indices: new Uint32Array(count), distances: new Float64Array(count).fill(Infinity) };
      for (let i = 0; i < size; i++) {
        // not <=: of an overflow nothing is left out
        if (!(scores[i] > limit)) insert(found, i, squared(points, i * dim, query, dim));
      }
      return { indices: found.indices, distances: found.distances.map(Math.sqrt) };
    },
  };
}

/** Codes in the layout of matvec.wat, [N / 4][dim / 4][4][4], their squared norms as its bias. */
function createKernel(points, dim, size) {
  const cols = 4 * Math.ceil(dim / 4);
  const outputs = 4 * Math.ceil(size / 4);
  const [w, b] = [cols, cols + outputs * cols];
  const y = b + outputs;
  const { memory, products } = wasmBackend(y + outputs);
  let largest = 0;
  for (let i = 0; i < size; i++) {
    let norm = 0;
    const block = w + (i >> 2) * 4 * cols + 4 * (i & 3);
    for (let d = 0; d < dim; d++) {
      const value = points[i * dim + d];
      memory[block + (d >> 2) * 16 + (d & 3)] = value;
      norm += value * value;
    }
    memory[b + i] = norm;
    largest = Math.max(largest, norm);
  }
  const scores = memory.subarray(y, y + size);
  return {
    scores(query) {
      for (let d = 0; d < dim; d++) memory[d] = -2 * query[d];
      products(0, w, b, y, 1, 0, 0, 1, 0, cols, outputs);
      return scores;
    },
    /** Bound on the rounding of a score: each of dim + 3 operations, on sums of at most |a|² + 2 |a| |z|. */
    error(query) {
      let norm = 0;
      for (let d = 0; d < dim; d++) norm += query[d] * query[d];
      return (dim + 3) * EPSILON * (largest + 2 * Math.sqrt(largest * norm));
    },
  };
}

/** The k-th smallest of some numbers; Infinity where they overflowed. */
function kthSmallest(values, k) {
  const kept = new Float64Array(k).fill(Infinity);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value < kept[k - 1])) continue;
    let at = k - 1;
    for (; at > 0 && kept[at - 1] > value; at--) kept[at] = kept[at - 1];
    kept[at] = value;
  }
  return kept[k - 1];
}

function squared(points, at, query, dim) {
  let sum = 0;
  for (let d = 0; d < dim; d++) sum += (query[d] - points[at + d]) ** 2;
  return sum;
}

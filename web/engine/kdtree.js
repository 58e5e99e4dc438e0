// Exact k nearest neighbours over points of any dimension: a k-d tree in flat arrays. Source: J. L. Bentley,
// "Multidimensional binary search trees used for associative searching" (1975), with the incremental distance of S.
// Arya and D. M. Mount, "Algorithms for fast vector quantization" (1993). A grid would do for an even map, but one
// outlier empties it. It serves the map (200,000 points), and the codes where scan.js does not.

import { Problem } from "./problem.js";

/**
 * @typedef {{indices: Uint32Array, distances: Float64Array}} Neighbours nearest first, ties by lower index
 * @typedef {{size: number, dim: number, points: Float32Array, nearest: (query: ArrayLike<number>, k: number) =>
 *   Neighbours}} Index
 */

const LEAF = 16;

/**
 * @param {Float32Array} points N points, row-major; kept, not copied
 * @param {number} dim
 * @returns {Index}
 */
export function createIndex(points, dim) {
  const size = points.length / dim;
  if (!Number.isInteger(size) || size < 1)
    throw new Problem("points must be rows of {dim} numbers; got {got} numbers", { dim, got: points.length });
  const tree = buildTree(points, dim, size);
  return {
    size,
    dim,
    points,
    nearest(query, k) {
      requireFinite(query, dim);
      requireNeighbours(k);
      return search(tree, query, Math.min(Math.floor(k), size));
    },
  };
}

function buildTree(points, dim, size) {
  const ids = Uint32Array.from({ length: size }, (_, i) => i);
  const nodes = 2 ** (1 + Math.ceil(Math.log2(Math.max(1, size / LEAF))));
  const axis = new Uint32Array(nodes);
  const split = new Float32Array(nodes);
  // rows move with their ids: every pass, and in the end every leaf, is a contiguous read
  const sorted = points.slice();
  const build = (node, from, to) => {
    if (to - from <= LEAF) return;
    const middle = (from + to) >> 1;
    const widest = widestAxis(sorted, dim, from, to);
    select(sorted, dim, widest, ids, from, to - 1, middle);
    axis[node] = widest;
    split[node] = sorted[middle * dim + widest];
    build(2 * node, from, middle);
    build(2 * node + 1, middle, to);
  };
  build(1, 0, size);
  return { ids, sorted, axis, split, dim, size };
}

function widestAxis(sorted, dim, from, to) {
  let widest = 0;
  let spread = -1;
  for (let d = 0; d < dim; d++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = from * dim + d; i < to * dim; i += dim) {
      const value = sorted[i];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > spread) [widest, spread] = [d, high - low];
  }
  return widest;
}

// C. A. R. Hoare, "Algorithm 65: Find" (1961): row `middle` gets the value it has in sorted order, smaller ones before
// it.
function select(sorted, dim, axis, ids, from, to, middle) {
  while (from < to) {
    const pivot = sorted[((from + to) >> 1) * dim + axis];
    let i = from;
    let j = to;
    while (i <= j) {
      while (sorted[i * dim + axis] < pivot) i++;
      while (sorted[j * dim + axis] > pivot) j--;
      if (i <= j) exchange(sorted, dim, ids, i++, j--);
    }
    if (middle <= j) to = j;
    else if (middle >= i) from = i;
    else return;
  }
}

function exchange(sorted, dim, ids, i, j) {
  const id = ids[i];
  ids[i] = ids[j];
  ids[j] = id;
  for (let d = 0, a = i * dim, b = j * dim; d < dim; d++, a++, b++) {
    const value = sorted[a];
    sorted[a] = sorted[b];
    sorted[b] = value;
  }
}

function search(tree, query, k) {
  const found = { indices: new Uint32Array(k), distances: new Float64Array(k).fill(Infinity) };
  const offsets = new Float64Array(tree.dim); // per axis, how far the query lies outside the box of the node
  const visit = (node, from, to, bound) => {
    if (to - from <= LEAF) return scan(tree, query, from, to, found);
    const middle = (from + to) >> 1;
    const axis = tree.axis[node];
    const offset = query[axis] - tree.split[node];
    const near = offset < 0 ? 0 : 1;
    const visitSide = (side, within) =>
      side ? visit(2 * node + 1, middle, to, within) : visit(2 * node, from, middle, within);
    visitSide(near, bound);
    const before = offsets[axis];
    const far = bound - before * before + offset * offset;
    if (far * (1 - 1e-12) > found.distances[k - 1]) return; // the margin is for the rounding of the running bound
    offsets[axis] = offset;
    visitSide(1 - near, far);
    offsets[axis] = before;
  };
  visit(1, 0, tree.size, 0);
  return { indices: found.indices, distances: found.distances.map(Math.sqrt) };
}

function scan({ sorted, ids, dim }, query, from, to, found) {
  let worst = found.distances.at(-1);
  for (let row = from; row < to; row++) {
    let squared = 0;
    for (let d = 0, at = row * dim; d < dim && squared <= worst; d++, at++) squared += (query[d] - sorted[at]) ** 2;
    if (squared > worst) continue;
    insert(found, ids[row], squared);
    worst = found.distances.at(-1);
  }
}

/** Keeps a point among the nearest found so far: by squared distance, ties by lower index. */
export function insert({ indices, distances }, id, squared) {
  const comesAfter = (i) => distances[i] > squared || (distances[i] === squared && indices[i] > id);
  let i = distances.length - 1;
  if (!comesAfter(i)) return;
  for (; i > 0 && comesAfter(i - 1); i--) {
    distances[i] = distances[i - 1];
    indices[i] = indices[i - 1];
  }
  distances[i] = squared;
  indices[i] = id;
}

export function requireNeighbours(k) {
  if (!(k >= 1)) throw new Problem("k must be at least 1; got {k}", { k });
}

export function requireFinite(query, dim) {
  if (query?.length !== dim)
    throw new Problem("expected a point of {dim} numbers; got {got}", { dim, got: query?.length ?? typeof query });
  for (let d = 0; d < dim; d++) {
    if (Number.isFinite(query[d])) continue;
    throw new Problem("a point must hold finite numbers; value {d} is {got}", { d, got: query[d] });
  }
}

/** t-SNE as a chart for the board: points of the atlas, from map to code and back; no plane to decode. */

import { createSearch } from "../core/search.js";

/** What is given beside a vector is that of the pinned z. @param {any} state of the store */
export function tsneChart(state) {
  const { view, model } = state;
  const search = createSearch(view, "tsne");
  const { points } = search;
  return {
    key: `tsne ${model}`,
    home: squareAround(points),
    bounded: false,
    toMap: search.toMap,
    toCode: (left, top) => search.invert(left, top, state.pinned),
    projected: { points, apart: new Float32Array(view.count), near: 0 },
  };
}

const LEAST_SHARE = 1e-6; // of the coordinates: where all points are one, the square can still be cut into tiles

/** The smallest square about all points. @param {Float32Array} points (N, 2), flat */
export function squareAround(points) {
  const ends = [0, 1].map((axis) => rangeOf(points, axis));
  const least = LEAST_SHARE * Math.max(1, ...ends.flat().map(Math.abs));
  const size = Math.max(least, ...ends.map(([low, high]) => high - low));
  const [x, y] = ends.map(([low, high]) => (low + high - size) / 2);
  return { x, y, size };
}

function rangeOf(points, axis) {
  let [low, high] = [Infinity, -Infinity];
  for (let i = axis; i < points.length; i += 2) {
    low = Math.min(low, points[i]);
    high = Math.max(high, points[i]);
  }
  return [low, high];
}

/** t-SNE as a chart for the board: points of the atlas, from map to code and back; no plane to decode. */

import { createSearch } from "../core/search.js";

export function tsneChart({ view, model }) {
  const search = createSearch(view, "tsne");
  const { points } = search;
  return {
    key: `tsne ${model}`,
    home: squareAround(points),
    bounded: false,
    toMap: search.toMap,
    toCode: (left, top) => search.invert(left, top),
    projected: { points, apart: new Float32Array(view.count), near: 0 },
  };
}

/** The smallest square about all points. @param {Float32Array} points (N, 2), flat */
function squareAround(points) {
  const ends = [0, 1].map((axis) => rangeOf(points, axis));
  const size = Math.max(...ends.map(([low, high]) => high - low));
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

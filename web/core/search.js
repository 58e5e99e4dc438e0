/** Searches of one atlas under one projection: nearest codes, map point to code, code to map point. */

import { createForwardMap, createIndex, createInverseMap, medianSpacing } from "../engine/neighbours.js";
import { projectionPoints, rawDims } from "./atlas_view.js";

/** One index over the codes serves every projection of a view. @type {WeakMap<object, object>} */
const codeIndices = new WeakMap();
/** Going back to a projection builds nothing. @type {WeakMap<object, Map<string, object>>} */
const searches = new WeakMap();
const KEPT_PROJECTIONS = 4;

export function createSearch(view, projection) {
  if (!searches.has(view)) searches.set(view, new Map());
  const known = searches.get(view);
  const search = known.get(projection) ?? buildSearch(view, projection);
  known.delete(projection);
  known.set(projection, search);
  if (known.size > KEPT_PROJECTIONS) known.delete(known.keys().next().value);
  return search;
}

function buildSearch(view, projection) {
  const points = projectionPoints(view, projection);
  const codes = codeIndex(view);
  const map = createIndex(points, 2);
  const raw = rawDims(projection, view.latentDim);
  const inverse = createInverseMap(map, view.codes);
  const forward = createForwardMap(codes, points, { spacing: codes.spacing });

  return {
    points,
    nearest: (z, k) => codes.nearest(z, k),
    pointNear: (x, y) => map.nearest([x, y], 1).indices[0],

    /** On a plane of two latent dimensions the other ones stay; elsewhere the codes around the point decide. */
    invert(x, y, pinned) {
      if (!raw) return inverse([x, y]).z;
      const z = Float32Array.from(pinned);
      z[raw[0]] = x;
      z[raw[1]] = y;
      return z;
    },

    place(z) {
      if (raw) return [z[raw[0]], z[raw[1]]];
      const { x, y } = forward(z);
      return [x, y];
    },
  };
}

function codeIndex(view) {
  if (!codeIndices.has(view)) {
    const index = createIndex(view.codes, view.latentDim);
    codeIndices.set(view, { ...remembering(index), spacing: medianSpacing(index) });
  }
  return codeIndices.get(view);
}

/** Trust meter and place on the map ask for the same z in the same frame: it is searched once. */
function remembering(index) {
  let last = { query: [], k: 0, found: null };
  return {
    ...index,
    nearest(query, k) {
      const isSame =
        last.k >= k && query.length === last.query.length && last.query.every((value, d) => value === query[d]);
      if (!isSame) last = { query: Float64Array.from(query), k, found: index.nearest(query, k) };
      const { indices, distances } = last.found;
      return { indices: indices.subarray(0, k), distances: distances.subarray(0, k) };
    },
  };
}

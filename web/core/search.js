/** Searches of one atlas under one projection: nearest codes, map point to code, code to map point. */

import { createForwardMap, createIndex, createInverseMap, medianSpacing } from "../engine/neighbours.js";
import { projectionPoints, rawDims } from "./atlas_view.js";

/** @typedef {ReturnType<typeof buildSearch>} Search */
/** @typedef {import("../engine/neighbours.js").Index} Index */

/** One index over the codes serves every projection of a view. @type {WeakMap<object, Index & {spacing: number}>} */
const codeIndices = new WeakMap();
/** Going back to a projection builds nothing. @type {WeakMap<object, Map<string, Search>>} */
const searches = new WeakMap();
const KEPT_PROJECTIONS = 4;

/** @param {import("./types.js").AtlasView} view @param {string} projection @returns {Search} */
export function createSearch(view, projection) {
  if (!searches.has(view)) searches.set(view, new Map());
  const known = searches.get(view);
  const search = known.get(projection) ?? buildSearch(view, projection);
  known.delete(projection);
  known.set(projection, search);
  if (known.size > KEPT_PROJECTIONS) known.delete(known.keys().next().value);
  return search;
}

/** @param {import("./types.js").AtlasView} view @param {string} projection */
function buildSearch(view, projection) {
  const points = projectionPoints(view, projection);
  const codes = codeIndex(view);
  const map = createIndex(points, 2);
  const raw = rawDims(projection, view.latentDim);
  const inverse = createInverseMap(map, view.codes);
  const forward = createForwardMap(codes, points, { spacing: codes.spacing });

  return {
    points,
    /** @param {ArrayLike<number>} z @param {number} k */
    nearest: (z, k) => codes.nearest(z, k),
    /** @param {number} x @param {number} y */
    pointNear: (x, y) => map.nearest([x, y], 1).indices[0],

    /**
     * On a plane of two latent dimensions the other ones stay; elsewhere the codes around the point decide.
     *
     * @param {number} x
     * @param {number} y
     * @param {ArrayLike<number>} [pinned]
     * @returns {Float32Array}
     */
    invert(x, y, pinned) {
      if (!raw) return inverse([x, y]).z;
      const z = Float32Array.from(pinned);
      z[raw[0]] = x;
      z[raw[1]] = y;
      return z;
    },

    /** @param {ArrayLike<number>} z @returns {[number, number]} */
    toMap(z) {
      if (raw) return [z[raw[0]], z[raw[1]]];
      const { x, y } = forward(z);
      return [x, y];
    },
  };
}

/** @param {import("./types.js").AtlasView} view */
function codeIndex(view) {
  if (!codeIndices.has(view)) {
    const index = createIndex(view.codes, view.latentDim);
    codeIndices.set(view, { ...remembering(index), spacing: medianSpacing(index) });
  }
  return codeIndices.get(view);
}

/**
 * Trust meter and point on the map ask for the same z in the same frame: it is searched once.
 *
 * @param {Index} index
 * @returns {Index}
 */
function remembering(index) {
  let last = { query: new Float64Array(0), k: 0, found: null };
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

/** Searches of one atlas under one projection: nearest codes, map point to code, code to map point. */

import { createForwardMap, createIndex, createInverseMap, medianSpacing } from "../engine/neighbours.js";
import { joined, mainClass, mapped, partOfKind } from "../engine/parts.js";
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
  const grid = partOfKind(view.parts, "grid");
  const raw = grid ? null : rawDims(projection, view.mapped.latentDim);
  const inverse = createInverseMap(map, view.mapped.codes);
  const forward = createForwardMap(codes, points, { spacing: codes.spacing });
  const ofClass = createOfClass(view);

  return {
    points,
    /**
     * Codes nearest by their vector; of those of its class alone where z has one.
     *
     * @param {ArrayLike<number>} z
     * @param {number} k
     */
    nearest(z, k) {
      const label = mainClass(view.parts, z);
      return (label !== null && ofClass(label, mapped(view.parts, z), k)) || codes.nearest(mapped(view.parts, z), k);
    },
    /** @param {number} x @param {number} y */
    pointNear: (x, y) => map.nearest([x, y], 1).indices[0],

    /**
     * On a plane of two latent dimensions the other ones stay; elsewhere the codes around the point decide. What is
     * given beside the vector stays. Between two grids there is none: the nearest one is taken.
     *
     * @param {number} x
     * @param {number} y
     * @param {ArrayLike<number>} [pinned]
     * @returns {Float32Array}
     */
    invert(x, y, pinned) {
      if (grid) return view.code(map.nearest([x, y], 1).indices[0]);
      if (!raw) {
        const { z } = inverse([x, y]);
        return z.length === view.latentDim ? z : joined(view.parts, z, pinned);
      }
      const z = Float32Array.from(pinned);
      z[raw[0]] = x;
      z[raw[1]] = y;
      return z;
    },

    /** @param {ArrayLike<number>} z @returns {[number, number]} */
    toMap(z) {
      if (raw) return [z[raw[0]], z[raw[1]]];
      const { x, y } = forward(mapped(view.parts, z));
      return [x, y];
    },
  };
}

/**
 * The nearest codes of one class; an index is made for each class that is asked for. @param
 * {import("./types.js").AtlasView} view
 */
function createOfClass({ mapped, labels, count }) {
  const { codes, latentDim } = mapped;
  /** @type {Map<number, {rows: number[], index: Index}>} */
  const made = new Map();

  function make(label) {
    const rows = Array.from({ length: count }, (_, i) => i).filter((i) => labels[i] === label);
    const points = Float32Array.from({ length: rows.length * latentDim }, (_, i) => {
      return codes[rows[Math.floor(i / latentDim)] * latentDim + (i % latentDim)];
    });
    return { rows, index: rows.length ? createIndex(points, latentDim) : null };
  }

  return (label, vector, k) => {
    if (!made.has(label)) made.set(label, make(label));
    const { rows, index } = made.get(label);
    if (rows.length < k) return null;
    const { indices, distances } = index.nearest(vector, k);
    return { indices: indices.map((i) => rows[i]), distances };
  };
}

/** @param {import("./types.js").AtlasView} view */
function codeIndex(view) {
  if (!codeIndices.has(view)) {
    const index = createIndex(view.mapped.codes, view.mapped.latentDim);
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

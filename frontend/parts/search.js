/** Searches of one atlas under one projection: nearest codes, map point to code, code to map point. */

import { createForwardMap, createIndex, createInverseMap } from "../engine/neighbours.js";
import { projectionPoints, rawDims } from "./atlas_view.js";

/** One index over the codes serves every projection of a view. @type {WeakMap<object, object>} */
const codeIndices = new WeakMap();

export function createSearch(view, projection) {
  const points = projectionPoints(view, projection);
  const codes = codeIndex(view);
  const map = createIndex(points, 2);
  const raw = rawDims(projection, view.latentDim);
  const inverse = createInverseMap(map, view.codes);
  const forward = createForwardMap(codes, points);

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
  if (!codeIndices.has(view)) codeIndices.set(view, createIndex(view.codes, view.latentDim));
  return codeIndices.get(view);
}

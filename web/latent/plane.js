/**
 * Flat 2-D slices of the latent space with orthonormal axes: the browser's twin of vae_core/twins/planes.py.
 *
 * Coordinates (0, 0) are the point of the plane nearest to z = 0, so N(0, I) on the plane is N(0, I) in them. A latent
 * space of one dimension is a line: its upward axis is the zero vector, and nothing changes from row to row.
 */

import { normalDistribution, normalQuantile } from "./normal.js";

/** @typedef {{origin: Float32Array, axes: [Float32Array, Float32Array]}} Plane right and up */

const dot = (a, b) => a.reduce((sum, value, d) => sum + value * b[d], 0);
const minus = (a, b, times = 1) => a.map((value, d) => value - times * b[d]);
export const isZero = (a) => a.every((value) => value === 0);
const unit = (a) => a.map((value) => value / Math.sqrt(dot(a, a)));

/**
 * The plane through z in which coordinate `right` grows to the right and `up`, if there is one, upwards. @returns
 * {Plane}
 */
export function planeOfDims(z, right, up) {
  return plane(
    Float32Array.from(z),
    [right, up].map((dim) => Float32Array.from(z, (_, d) => (d === dim ? 1 : 0))),
  );
}

/**
 * The plane that holds three codes, its first axis from a to b. @returns {Plane | null} null if they lie on one line
 */
export function planeThrough(a, b, c) {
  const [p, q, r] = [a, b, c].map((code) => Float64Array.from(code));
  const along = minus(q, p);
  const across = minus(r, p);
  const right = unit(along);
  const up = minus(across, right, dot(across, right));
  const longest = Math.max(Math.hypot(...along), Math.hypot(...across));
  if (!(dot(along, along) > 0) || Math.hypot(...up) <= 1e-6 * longest) return null;
  return plane(p, [right, unit(up)]);
}

/**
 * The plane of the two top principal components of the codes, through their mean. The atlas holds the scores; the sum
 * of the codes weighted by them is the component itself, because scores of different components do not correlate.
 *
 * @param {{codes: Float32Array, pca: Float32Array, count: number, latentDim: number, dims: {mean: number}[]}} view
 * @returns {Plane}
 */
export function principalPlane({ codes, pca, count, latentDim, dims }) {
  const mean = Float64Array.from(dims, (dim) => dim.mean);
  const axes = [0, 1].map((axis) => {
    const sum = new Float64Array(latentDim);
    for (let i = 0; i < count; i++)
      for (let d = 0; d < latentDim; d++) sum[d] += pca[2 * i + axis] * (codes[i * latentDim + d] - mean[d]);
    return unit(sum);
  });
  axes[1] = unit(minus(axes[1], axes[0], dot(axes[0], axes[1])));
  return plane(mean, axes);
}

function plane(point, axes) {
  const origin = axes.reduce((rest, axis) => minus(rest, axis, dot(point, axis)), Float64Array.from(point));
  return { origin: Float32Array.from(origin), axes: axes.map((axis) => Float32Array.from(axis)) };
}

/**
 * Map coordinates of a plane: its own, or through the normal distribution function, so that area is prior mass.
 *
 * @param {Plane} plane
 * @param {{quantile?: boolean, extent?: number, key?: string}} options extent: half width of the first view, latent
 *   units
 */
export function createChart({ origin, axes }, { quantile = false, extent = 3, key = "" }) {
  const onto = quantile ? normalDistribution : (value) => value;
  const from = quantile ? (p) => normalQuantile(Math.min(1 - 1e-6, Math.max(1e-6, p))) : (value) => value;
  return {
    key,
    quantile,
    home: quantile ? { x: 0, y: 0, size: 1 } : { x: -extent, y: -extent, size: 2 * extent },
    bounded: quantile,
    coordinates: (z) => axes.map((axis) => dot(axis, z)), // origin is orthogonal to both axes
    toMap: (z) => axes.map((axis) => onto(dot(axis, z))),
    fromPlane: (u, v) => [onto(u), onto(v)],
    toCode(x, y, out = new Float32Array(origin.length)) {
      const [u, v] = [from(x), from(y)];
      for (let d = 0; d < out.length; d++) out[d] = origin[d] + u * axes[0][d] + v * axes[1][d];
      return out;
    },
    toPlane: (x, y) => [from(x), from(y)],
    /** Distance of a code from the plane, latent units. */
    apart: (z) =>
      Math.sqrt(Math.max(0, dot(minus(z, origin), minus(z, origin)) - dot(axes[0], z) ** 2 - dot(axes[1], z) ** 2)),
    axes,
    isLine: isZero(axes[1]),
  };
}

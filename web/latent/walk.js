/** Walks as polylines of codes: straight lines, arcs, and playback at constant speed. Axes: T points, D dimensions. */

import { vectorSize } from "../engine/parts.js";
import SHARED from "../../vae_core/shared.json" with { type: "json" };

const PARALLEL = SHARED.walks.parallel_radians; // below this arc and line are the same

/** @typedef {Float32Array[]} Path points of equal width */
/** @typedef {Float32Array} Code */

const norm = (a) => Math.hypot(...a);
const mix = (a, b, t) => a.map((value, d) => value + (b[d] - value) * t);

/** @returns {Path} straight line, exact at both ends */
export const lerp = (a, b, steps) =>
  Array.from({ length: steps }, (_, i) => (i === steps - 1 ? Float32Array.from(b) : mix(a, b, i / (steps - 1))));

/**
 * Arc from a to b: the direction turns evenly, the norm changes linearly; the twin of vae_core/walks/latent.py.
 * @returns {Path}
 */
export function slerp(a, b, steps) {
  const line = lerp(a, b, steps);
  const [lengthA, lengthB] = [norm(a), norm(b)];
  if (!lengthA || !lengthB || a.length < 2) return line;
  const u = Float64Array.from(a, (value) => value / lengthA);
  const v = Float64Array.from(b, (value) => value / lengthB);
  const angle = 2 * Math.atan2(norm(u.map((value, d) => value - v[d])), norm(u.map((value, d) => value + v[d])));
  if (angle < PARALLEL) return line;
  const across = Math.PI - angle > PARALLEL ? away(u, v) : away(u, leastAxis(u));
  return line.map((end, i) => {
    if (i === 0 || i === steps - 1) return end;
    const t = i / (steps - 1);
    const length = lengthA + (lengthB - lengthA) * t;
    return Float32Array.from(u, (value, d) => length * (Math.cos(angle * t) * value + Math.sin(angle * t) * across[d]));
  });
}

/**
 * The arc of codes of these parts: of their vectors, while what is given beside them goes straight.
 *
 * @param {import("../engine/parts.js").Part[]} parts
 * @returns {(a: Code, b: Code, steps: number) => Path}
 */
export function arcOf(parts) {
  const dims = vectorSize(parts);
  return (a, b, steps) => {
    const arc = slerp(a.subarray(0, dims), b.subarray(0, dims), steps);
    if (dims === a.length) return arc;
    return lerp(a, b, steps).map((z, i) => {
      z.set(arc[i]);
      return z;
    });
  };
}

/** Unit vector: what of v does not lie along the unit vector u. */
function away(u, v) {
  const along = u.reduce((sum, value, d) => sum + value * v[d], 0);
  const rest = v.map((value, d) => value - along * u[d]);
  const length = norm(rest);
  return rest.map((value) => value / length);
}

function leastAxis(u) {
  const least = u.reduce((best, value, d) => (Math.abs(value) < Math.abs(u[best]) ? d : best), 0);
  return Float64Array.from(u, (_, d) => (d === least ? 1 : 0));
}

/**
 * One path through all waypoints, each held once. @param {Path} waypoints @param {number} samplesPerLeg @param {(a:
 * Code, b: Code, steps: number) => Path} leg
 */
export function through(waypoints, samplesPerLeg, leg) {
  /** @type {Path} */
  const path = [Float32Array.from(waypoints[0])];
  for (let i = 1; i < waypoints.length; i++)
    path.push(...leg(waypoints[i - 1], waypoints[i], samplesPerLeg + 1).slice(1));
  return path;
}

/** Euclidean length of every step. @returns {number[]} (T - 1,) */
export const stepLengths = (path) => path.slice(1).map((point, i) => norm(point.map((value, d) => value - path[i][d])));

/** Where along the whole, in [0, 1], each point lies; evenly where nothing changes. @returns {number[]} (T,) */
export function sharesOf(steps) {
  const total = Array.from(steps).reduce((sum, value) => sum + value, 0);
  let reached = 0;
  const shares = Array.from(steps, (step, i) => {
    reached += step;
    return total > 0 ? reached / total : (i + 1) / steps.length;
  });
  return [0, ...shares];
}

/** Index and fraction of the step that holds a share. */
export function locate(shares, share) {
  const last = shares.length - 2;
  let i = 0;
  while (i < last && shares[i + 1] < share) i++;
  const width = shares[i + 1] - shares[i];
  return { i, t: width > 0 ? Math.min(1, Math.max(0, (share - shares[i]) / width)) : 0 };
}

/** The code at a share of a walk. @returns {Float32Array} */
export function codeAt(path, shares, share) {
  if (share <= 0) return path[0];
  if (share >= 1) return path.at(-1);
  const { i, t } = locate(shares, share);
  return mix(path[i], path[i + 1], t);
}

/** Blend of four codes: top left, top right, bottom left, bottom right, at (u, v) in [0, 1] from the top left. */
export const bilinear = ([a, b, c, d], u, v) => mix(mix(a, b, u), mix(c, d, u), v);

/** At most `most` of the points of a drawn line, its ends included and no point twice in a row. */
export function thinned(points, most) {
  const distinct = points.filter((point, i) => !i || point.some((value, d) => value !== points[i - 1][d]));
  if (distinct.length <= most) return distinct;
  return Array.from({ length: most }, (_, i) => distinct[Math.round((i * (distinct.length - 1)) / (most - 1))]);
}

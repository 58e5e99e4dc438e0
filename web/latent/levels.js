/**
 * Levels of a hierarchy in a flat z, which holds their noise, the top level first: what is drawn anew, what is taken
 * from another code, and how far from its mean a level lies. A lower level follows those above it in the decoder.
 */

/** @typedef {import("../engine/parts.js").Part} Part */

/** A flat z whose levels below one are drawn anew. @param {Part[]} levels @param {() => number} normal */
export function redrawnBelow(levels, z, at, normal) {
  const made = Float32Array.from(z);
  for (let d = levels[at].stop; d < levels.at(-1).stop; d++) made[d] = normal();
  return made;
}

/** A flat z with one level of another. @param {ArrayLike<number>} z @param {Float32Array} other @param {Part} level */
export function withLevel(z, other, level) {
  const made = Float32Array.from(z);
  made.set(other.subarray(level.start, level.stop), level.start);
  return made;
}

/** The first k levels of a code, and the others of a draw. @param {Part[]} levels @param {ArrayLike<number>} draw */
export function firstLevels(levels, z, draw, k) {
  const made = Float32Array.from(draw);
  for (let d = 0; d < (k ? levels[k - 1].stop : 0); d++) made[d] = z[d];
  return made;
}

/** The root mean square of a level's noise: 0 at its mean, about 1 of a draw. @param {Part} part */
export function temperatureOf(z, part) {
  const { start, stop } = part;
  let sum = 0;
  for (let d = start; d < stop; d++) sum += z[d] * z[d];
  return Math.sqrt(sum / (stop - start));
}

/**
 * A flat z whose level has another temperature, in its own direction, or in another code's where it has none.
 *
 * @param {ArrayLike<number>} z
 * @param {Part} level
 * @param {number} temperature
 * @param {ArrayLike<number>} before
 */
export function atTemperature(z, level, temperature, before) {
  const from = temperatureOf(z, level) > 0 ? z : before;
  const scale = temperature / (temperatureOf(from, level) || 1);
  const made = Float32Array.from(z);
  for (let d = level.start; d < level.stop; d++) made[d] = scale * from[d] + 0; // no -0
  return made;
}

/** The level of a dimension, or -1. @param {Part[]} levels @param {number} dim */
export const levelAt = (levels, dim) => levels.findIndex(({ start, stop }) => dim >= start && dim < stop);

/** Whether all of a level is locked. @param {Part} level @param {Set<number>} locks */
export const isHeld = ({ start, stop }, locks) =>
  Array.from({ length: stop - start }, (_, i) => start + i).every((dim) => locks.has(dim));

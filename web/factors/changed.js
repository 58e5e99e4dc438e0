/** Which numbers of a code are others than before. */

const MOVED = 1e-6;

/**
 * @param {ArrayLike<number>} before
 * @param {ArrayLike<number>} z
 * @returns {number[]} dimensions; none where the two are of different models
 */
export function changedDims(before, z) {
  if (before.length !== z.length) return [];
  return Array.from(z, (_, dim) => dim).filter((dim) => Math.abs(z[dim] - before[dim]) > MOVED);
}

/** What part of a map is shown, as the ranges of its axes. */

/** @typedef {{x: number[], y: number[]}} Camera [low, high] of each axis */

export const CLOSER = 0.6; // of the range: one step of zoom
export const FARTHER = 1 / CLOSER;

const INNER = 0.01; // of some points is left out at either end: one stray code must not spoil the zoom
const MARGIN = 0.08;

/** The same centre, a smaller or larger range. @param {Camera} camera @param {number} factor @returns {Camera} */
export function zoomed({ x, y }, factor) {
  const scale = (range) => {
    const middle = (range[0] + range[1]) / 2;
    return range.map((end) => middle + (end - middle) * factor);
  };
  return { x: scale(x), y: scale(y) };
}

/** Ranges that show some of the points with a margin. @param {number[]} indices @param {Float32Array} points (N, 2) */
export function around(indices, points) {
  const range = (offset) => {
    const values = indices.map((i) => points[2 * i + offset]).sort((a, b) => a - b);
    const at = (share) => values[Math.floor(share * (values.length - 1))];
    const [low, high] = [at(INNER), at(1 - INNER)];
    const margin = MARGIN * (high - low) || 1;
    return [low - margin, high + margin];
  };
  return { x: range(0), y: range(1) };
}

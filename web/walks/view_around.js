/** A view of the map that holds its home square and some places beyond it. */

const MARGIN = 1.12; // of what is held, so that no place lies on the edge

/** @typedef {{x: number[], y: number[]}} Ranges [low, high] along each axis */

/** Whether all places lie within a view. @param {[number, number][]} places @param {Ranges} ranges */
export const areIn = (places, { x, y }) =>
  places.every(([left, top]) => left >= x[0] && left <= x[1] && top >= y[0] && top <= y[1]);

/**
 * @param {[number, number][]} places
 * @param {{x: number, y: number, size: number}} home
 * @returns {import("../board/viewport.js").View}
 */
export function viewAround(places, home) {
  const ends = [home.x, home.y].map((start, axis) => {
    const values = [start, start + home.size, ...places.map((place) => place[axis])];
    return [Math.min(...values), Math.max(...values)];
  });
  const centre = ends.map(([low, high]) => (low + high) / 2);
  return { centre, span: MARGIN * Math.max(...ends.map(([low, high]) => high - low)) };
}

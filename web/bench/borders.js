/**
 * Borders between classes on a lattice, as lines without stairs: every lattice edge with two classes is halved until
 * the place where the class changes is known, and the places on the edges of a cell are joined.
 *
 * W. Lorensen and H. Cline, "Marching Cubes" (SIGGRAPH 1987), in two dimensions and with more than two classes: where
 * three or four edges of a cell change class, they meet in their middle.
 */

const HALVINGS = 3; // a border is found to 1/16 of a step

/** @typedef {{x: number, y: number, sharpness: number}} Crossing in lattice steps from the top left */
/** @typedef {(z: Float32Array) => number} ClassOf */

/**
 * @param {Float32Array[]} points (n * n, D), row by row from the top left
 * @param {number} n
 * @param {ClassOf} classOf
 * @param {(a: Float32Array, b: Float32Array) => number} sharpnessOf an edge
 * @returns {number[]} [x0, y0, x1, y1, sharpness] of every line
 */
export function bordersOf(points, n, classOf, sharpnessOf) {
  const classes = points.map(classOf);
  /** @type {(i: number, j: number) => Crossing | null} */
  const crossing = (i, j) => {
    if (classes[i] === classes[j]) return null;
    const share = changeBetween(points[i], points[j], classes[i], classOf);
    const [x, y] = [i % n, Math.floor(i / n)];
    const sharpness = sharpnessOf(points[i], points[j]);
    return j === i + 1 ? { x: x + share, y, sharpness } : { x, y: y + share, sharpness };
  };
  const across = points.map((_, i) => (i % n < n - 1 ? crossing(i, i + 1) : null));
  const down = points.map((_, i) => (i + n < n * n ? crossing(i, i + n) : null));
  const lines = [];
  for (let row = 0; row < n - 1; row++) {
    for (let column = 0; column < n - 1; column++) {
      const i = row * n + column;
      lines.push(...joined([across[i], down[i + 1], across[i + n], down[i]].filter((found) => found !== null)));
    }
  }
  return lines;
}

/** The share of the way from a to b where the class is no longer that of a. @param {ClassOf} classOf */
function changeBetween(a, b, own, classOf) {
  let [low, high] = [0, 1];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    const z = a.map((value, d) => value + middle * (b[d] - value));
    if (classOf(z) === own) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Lines between the crossings of a cell. @param {Crossing[]} found */
function joined(found) {
  if (found.length < 2) return [];
  const sharpness = mean(found.map((one) => one.sharpness));
  if (found.length === 2) return [found[0].x, found[0].y, found[1].x, found[1].y, sharpness];
  const [x, y] = [mean(found.map((one) => one.x)), mean(found.map((one) => one.y))];
  return found.flatMap((one) => [one.x, one.y, x, y, sharpness]);
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

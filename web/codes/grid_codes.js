/**
 * What can be computed from a grid of codes and its prior: what each cell costs, how often a code is used, and cells
 * drawn anew. Pure functions.
 *
 * Axes: T cells, K codes.
 */

import { codesPerCell, indexOf, partOfKind } from "../engine/parts.js";

const TRIES = 8; // of some cells among others, of which one is kept

/** @typedef {import("../engine/parts.js").Part} Part @typedef {(z: ArrayLike<number>) => Float32Array} LogProbs */

/** -log p of each cell given those before it, in nats. @param {Part} grid @param {LogProbs} logProbs */
export function prices(grid, logProbs, z) {
  const logs = logProbs(z);
  return Array.from(z, (value, cell) => -logs[cell * codesPerCell(grid) + indexOf(grid, value)]);
}

/** @param {readonly number[]} values */
export const total = (values) => values.reduce((sum, value) => sum + value, 0);

/** How often each code stands in the grids of an atlas. @param {import("../core/types.js").AtlasView} view */
export function codeCounts({ parts, codes }) {
  const grid = partOfKind(parts, "grid");
  const counts = new Uint32Array(codesPerCell(grid));
  for (const value of codes) counts[indexOf(grid, value)] += 1;
  return counts;
}

/**
 * Some cells drawn anew, one by one as the prior reads them, each given those before it. Where cells that stay come
 * after one that is drawn, of some tries one is kept, drawn by how likely it makes them: with more and more tries that
 * is a draw from the prior given all that stays (importance resampling: Rubin, 1987).
 *
 * @param {Part} grid
 * @param {LogProbs} logProbs
 * @param {ArrayLike<number>} z
 * @param {Set<number>} cells
 * @param {() => number} random in [0, 1)
 * @returns {Float32Array}
 */
export function finished(grid, logProbs, z, cells, random) {
  const drawn = [...cells].sort((a, b) => a - b);
  const staying = Array.from(z.length ? z : [], (_, cell) => cell).filter((c) => c > drawn[0] && !cells.has(c));
  const tries = Array.from({ length: staying.length ? TRIES : 1 }, () => {
    const made = Float32Array.from(z);
    for (const cell of drawn) {
      const logs = logProbs(made).subarray(cell * codesPerCell(grid), (cell + 1) * codesPerCell(grid));
      made[cell] = drawOne(logs, random);
    }
    const costs = staying.length ? prices(grid, logProbs, made) : [];
    return { made, log: -total(staying.map((cell) => costs[cell])) };
  });
  const logs = Float32Array.from(tries, ({ log }) => log);
  return tries[drawOne(logs, random)].made;
}

/**
 * An index, each as likely as the exponential of its number.
 *
 * @param {Float32Array} logs
 * @param {() => number} random
 */
function drawOne(logs, random) {
  const most = logs.reduce((a, b) => Math.max(a, b));
  const weights = logs.map((log) => Math.exp(log - most));
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return found < 0 ? logs.indexOf(most) : found;
}

/** Both grids with the codes of some cells exchanged. @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export function exchanged(a, b, cells) {
  const [first, second] = [Float32Array.from(a), Float32Array.from(b)];
  for (const cell of cells) [first[cell], second[cell]] = [b[cell], a[cell]];
  return [first, second];
}

/** A grid with a code in a cell. @param {ArrayLike<number>} z @param {number} cell @param {number} code */
export function withCode(z, cell, code) {
  const made = Float32Array.from(z);
  made[cell] = code;
  return made;
}

/** The cell right below the middle of a grid. @param {Part} grid */
export function middleOf({ start, stop, columns }) {
  const rows = (stop - start) / columns;
  return Math.floor(rows / 2) * columns + Math.floor(columns / 2);
}

/**
 * The pixels of a cell, as the image is divided into rows and columns: left, top, width, height.
 *
 * @param {Part} grid
 * @param {[number, number, number]} imageShape
 * @param {number} cell
 */
export function placeOf(grid, [, height, width], cell) {
  const { columns } = grid;
  const rows = (grid.stop - grid.start) / columns;
  const [left, top] = [((cell % columns) * width) / columns, (Math.floor(cell / columns) * height) / rows];
  return { left, top, width: width / columns, height: height / rows };
}

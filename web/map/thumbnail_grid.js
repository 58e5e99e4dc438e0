/** Cells of the screen: how many points fall into them, and one point of each that covers no other's picture. */

const CELL_PX = 38;
export const PICTURE_PX = 30;

/** @param {{left: number, top: number, width: number, height: number}} box of the map */
export function createGrid({ left, top, width, height }) {
  const columns = Math.floor((left + width) / CELL_PX) + 3; // with an empty cell on every side
  const rows = Math.floor((top + height) / CELL_PX) + 3;
  const counts = new Uint32Array(columns * rows);
  const picked = new Int32Array(columns * rows).fill(-1);
  const at = new Float32Array(2 * columns * rows);
  const cellOf = (x, y) => (Math.floor(y / CELL_PX) + 1) * columns + Math.floor(x / CELL_PX) + 1;
  const covers = (cell, x, y) =>
    picked[cell] >= 0 && Math.abs(at[2 * cell] - x) < PICTURE_PX && Math.abs(at[2 * cell + 1] - y) < PICTURE_PX;

  return {
    holds: (x, y) => x >= left && y >= top && x <= left + width && y <= top + height,
    count(x, y) {
      counts[cellOf(x, y)] += 1;
    },
    /** Points per occupied cell; none at all are a crowd. */
    crowd() {
      const occupied = counts.filter((count) => count > 0);
      return occupied.length ? occupied.reduce((sum, count) => sum + count, 0) / occupied.length : Infinity;
    },
    /** Takes the point unless its picture would cover one: at most one per cell, so nine cells can. */
    offer(x, y, index) {
      const cell = cellOf(x, y);
      for (let row = cell - columns; row <= cell + columns; row += columns) {
        for (let near = row - 1; near <= row + 1; near++) if (covers(near, x, y)) return;
      }
      picked[cell] = index;
      at.set([x, y], 2 * cell);
    },
    chosen: () => Array.from(picked.filter((index) => index >= 0)),
  };
}

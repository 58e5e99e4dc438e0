/**
 * The arithmetic of a slippy map: which square tiles of which level a view needs, and where their pictures lie.
 *
 * Level 0 shows 20 x 20 pictures over the home square; each level further halves the distance between pictures. A
 * tile is 5 x 5 pictures. Column and row count from the lower left corner of the home square and may be negative.
 */

export const SIDE = 5; // pictures along a tile
const HOME_TILES = 4;
export const PICTURE_PX = 34; // what a picture should measure on the screen; levels change at sqrt 2 around it
const LARGEST_PX = 120; // no picture is larger, however far one zooms in
const FINEST = 40; // float64 coordinates and float32 codes have no more digits to show below it

/** @typedef {{level: number, column: number, row: number, key: string}} Tile */

const tileSize = (home, level) => home.size / HOME_TILES / 2 ** level;

/**
 * What a picture should measure where the whole is shown so many times as large: half of a zoom goes into more
 * pictures, half into larger ones, until levels around it would reach the largest.
 */
export const pictureSize = (times) => Math.min(LARGEST_PX / Math.SQRT2, PICTURE_PX * Math.sqrt(Math.max(1, times)));

/** Latent units, or shares of the prior, between the pictures of a level. */
export const spacingOf = (home, level) => tileSize(home, level) / SIDE;

/** The level whose pictures are nearest to their wanted size. */
export function levelFor(home, pixelsPerUnit, wantedPx = PICTURE_PX) {
  const level = Math.round(Math.log2((spacingOf(home, 0) * pixelsPerUnit) / wantedPx));
  return Math.max(-6, Math.min(FINEST, level));
}

/** @returns {Tile} */
const tile = (level, column, row) => ({ level, column, row, key: `${level}/${column}/${row}` });

/** The tile of an earlier level that holds this one. */
export const ancestor = ({ level, column, row }, levels) =>
  tile(level - levels, Math.floor(column / 2 ** levels), Math.floor(row / 2 ** levels));

/** @returns {Tile[]} the four of the next level that make up a tile */
export const childrenOf = ({ level, column, row }) =>
  [0, 1, 2, 3].map((i) => tile(level + 1, 2 * column + (i & 1), 2 * row + (i >> 1)));

/** Where a tile is on the map. @returns {import("./viewport.js").Square} */
export function squareOf(home, { level, column, row }) {
  const size = tileSize(home, level);
  return { x: home.x + column * size, y: home.y + row * size, size };
}

/**
 * Tiles that touch a view, nearest to its centre first.
 *
 * @param {{x: number, y: number, size: number}} home
 * @param {{x: number[], y: number[]}} view [low, high] along each axis
 * @param {boolean} bounded whether there is nothing outside the home square
 * @returns {Tile[]}
 */
export function tilesOf(home, level, view, bounded) {
  const size = tileSize(home, level);
  const last = HOME_TILES * 2 ** Math.max(level, -2) - 1;
  const range = (ends, start) => {
    const first = Math.floor((ends[0] - start) / size);
    const end = Math.ceil((ends[1] - start) / size) - 1;
    return bounded ? [Math.max(0, first), Math.min(Math.max(0, Math.ceil(last)), end)] : [first, end];
  };
  const [left, right] = range(view.x, home.x);
  const [bottom, top] = range(view.y, home.y);
  const found = [];
  for (let row = bottom; row <= top; row++)
    for (let column = left; column <= right; column++) found.push(tile(level, column, row));
  return found.sort(byDistance(home, size, view));
}

/** Tiles whose middle is nearer to that of the view come first. */
function byDistance(home, size, view) {
  const [x, y] = [(view.x[0] + view.x[1]) / 2, (view.y[0] + view.y[1]) / 2];
  const distance = ({ column, row }) => Math.hypot(home.x + (column + 0.5) * size - x, home.y + (row + 0.5) * size - y);
  return (a, b) => distance(a) - distance(b);
}

/**
 * Codes at n x n points of a tile, row 0 on top; at cell centres, or with `corners` on a lattice that includes the
 * edges.
 *
 * @returns {Float32Array} (n * n, D)
 */
export function codesOf(chart, where, n, corners = false) {
  const { x, y, size } = squareOf(chart.home, where);
  const share = (i) => (corners ? i / (n - 1) : (i + 0.5) / n);
  const first = chart.toCode(x, y);
  const codes = new Float32Array(n * n * first.length);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const at = (row * n + column) * first.length;
      chart.toCode(x + share(column) * size, y + (1 - share(row)) * size, codes.subarray(at, at + first.length));
    }
  }
  return codes;
}

/** Keeps what was used last. */
export function createLru(capacity) {
  const kept = new Map();
  return {
    get(key) {
      const value = kept.get(key);
      if (value !== undefined) {
        kept.delete(key);
        kept.set(key, value);
      }
      return value;
    },
    has: (key) => kept.has(key),
    set(key, value) {
      kept.set(key, value);
      if (kept.size > capacity) kept.delete(kept.keys().next().value);
    },
    clear: () => kept.clear(),
    values: () => kept.values(),
    get size() {
      return kept.size;
    },
  };
}

const KEPT_BYTES = 60e6; // of canvases: four bytes a pixel
const FEWEST_KEPT = 150; // more than a large window shows: fewer would be decoded anew in every frame
export const MOST_KEPT = 420;

/** How many tiles of such pictures are kept. @param {number[] | undefined} imageShape */
export function tilesKept([, height, width] = [1, 1, 1]) {
  const each = 4 * SIDE * SIDE * height * width;
  return Math.max(FEWEST_KEPT, Math.min(MOST_KEPT, Math.floor(KEPT_BYTES / each)));
}

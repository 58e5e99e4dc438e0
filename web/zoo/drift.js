/**
 * Codes that drift through a model's prior for as long as one looks: of N(0, I) on great circles between draws, where
 * every point is as likely as a draw; of a learned prior from one draw to the next. Where the class is given, all cells
 * have one vector, each in a class of its own; where there are two decoders, the lower row shows the vectors of the
 * upper one through the other. Where there are levels, the cells of a row have one top level. Asked for one number at
 * a time, each cell moves its own number of one code, and the others rest.
 */

import { inClass, levelsOf, partOfKind, vectorSize } from "../engine/parts.js";
import { isStandardPrior, priorOf } from "../latent/prior.js";

export const COLUMNS = 5; // cells in a row
const TURN_MS = 6000; // from one draw to the next
const REACH = 2; // how far a number goes that moves alone, standard deviations of the prior

/**
 * @param {import("../core/types.js").AtlasView} view
 * @param {number} cells
 * @param {number} seed
 * @param {boolean} [oneByOne] one number in each cell
 * @returns {{at: (ms: number, cell: number) => Float32Array | null, count: number}} null where there are no draws
 */
export function createDrift(view, cells, seed, oneByOne = false) {
  if (oneByOne) return createNumbers(view, cells, seed);
  const classes = partOfKind(view.parts, "class");
  const blend = partOfKind(view.parts, "blend");
  const count = classes ? Math.min(cells, classes.stop - classes.start) : cells;
  const [top] = levelsOf(view.parts);
  const rows = top ? Math.ceil(count / COLUMNS) : 0;
  const held = Array.from({ length: rows }, (_, row) =>
    createPath(view, seed + 7919 * (row + 1))(0)?.subarray(top.start, top.stop),
  );
  const paths = Array.from({ length: classes ? 1 : count }, (_, n) => createPath(view, seed + 101 * n));
  return {
    count,
    at(ms, cell) {
      if (classes) {
        const z = paths[0](ms);
        return z && inClass(view.parts, z, cell);
      }
      if (blend) {
        const z = paths[cell % COLUMNS](ms + ((cell % COLUMNS) * TURN_MS) / COLUMNS);
        z[blend.start] = Number(cell >= COLUMNS);
        return z;
      }
      const z = paths[cell](ms + (cell * TURN_MS) / count); // not all of them turn at once
      if (z && top) z.set(held[Math.floor(cell / COLUMNS)], top.start);
      return z;
    },
  };
}

/** @param {import("../core/types.js").AtlasView} view @param {number} cells @param {number} seed */
function createNumbers(view, cells, seed) {
  const rest = createPath(view, seed)(0);
  const count = Math.min(cells, vectorSize(view.parts));
  return {
    count,
    at(ms, cell) {
      const z = rest && Float32Array.from(rest);
      if (z) z[cell] = REACH * Math.sin(2 * Math.PI * (ms / TURN_MS + cell / count));
      return z;
    },
  };
}

/**
 * @param {import("../core/types.js").AtlasView} view
 * @param {number} seed
 * @returns {(ms: number) => Float32Array | null}
 */
function createPath(view, seed) {
  const prior = priorOf(view, seed);
  const drifts = isStandardPrior(view);
  const dims = vectorSize(view.parts);
  let turn = -1;
  /** @type {Float32Array | null} */
  let from = null;
  /** @type {Float32Array | null} */
  let to = null;

  return (ms) => {
    if (!prior.draw) return null;
    const wanted = Math.floor(ms / TURN_MS);
    while (turn < wanted) {
      from = to ?? prior.draw();
      to = prior.draw();
      turn += 1;
    }
    return drifts ? onCircle(from, to, ms / TURN_MS - wanted, dims) : from;
  };
}

/**
 * cos a + sin b of two independent draws from N(0, I) is one, too. @param {Float32Array} a @param {Float32Array} b
 *
 * @param {number} share of a quarter turn
 * @param {number} dims
 */
export function onCircle(a, b, share, dims) {
  const [cos, sin] = [Math.cos((share * Math.PI) / 2), Math.sin((share * Math.PI) / 2)];
  return a.map((value, d) => (d < dims ? cos * value + sin * b[d] : value));
}

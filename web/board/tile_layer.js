/**
 * One layer of a slippy map: asks the workbench for the tiles that the view lacks, coarse before fine, and draws
 * what there is: the tile itself, else its children, else a part of the nearest ancestor.
 */

import { ancestor, createLru, levelFor, place, tile, tilesOf } from "./tiles.js";

const KEPT = 420; // tiles: 30 MB of 28 x 28 pictures
const COARSE = 2; // levels between a first rough view and the wanted one
const SEARCHED = 6; // levels upwards in which a stand-in is looked for

/**
 * @param {object} options
 * @param {object} options.bench
 * @param {(where: object) => {task: string, payload: object}} options.task what to compute for a tile
 * @param {(result: object, where: object) => object} options.accept what to keep of the answer
 * @param {(context: CanvasRenderingContext2D, kept: object, part: object, box: object) => void} options.paint
 * @param {() => void} options.changed
 * @param {boolean} [options.isCoarseFirst]
 */
export function createTileLayer({ bench, task, accept, paint, changed, signal, isCoarseFirst = true }) {
  let chart = null;
  let tiles = createLru(KEPT);
  let pending = new Set();
  let wanted = [];
  let isShown = true;

  function next() {
    while (wanted.length) {
      const where = wanted.shift();
      if (tiles.has(where.key) || pending.has(where.key)) continue;
      const own = pending;
      return { ...task(where, chart), done: receiver(where), failed: () => own.delete(where.key) };
    }
    return null;
  }

  function receiver(where) {
    const [from, own] = [chart, pending];
    own.add(where.key);
    return (result) => {
      own.delete(where.key);
      if (from !== chart) return;
      tiles.set(where.key, accept(result, where, chart));
      changed();
    };
  }

  /** Lists what a view lacks; a rough view of everything comes before the details of any part. */
  function choose(surface) {
    if (!chart || !isShown) return (wanted = []);
    const view = surface.camera();
    const level = levelFor(chart.home, surface.scale());
    const fine = tilesOf(chart.home, level, view, chart.bounded);
    const bare = isCoarseFirst ? fine.filter((where) => !tiles.has(where.key) && !standIn(where)) : [];
    const coarse = new Map(bare.map((where) => [ancestor(where, COARSE).key, ancestor(where, COARSE)]));
    wanted = [...coarse.values(), ...fine].filter((where) => !tiles.has(where.key) && !pending.has(where.key));
    bench.poke();
    return fine;
  }

  function standIn(where) {
    for (let levels = 1; levels <= SEARCHED; levels++) {
      const kept = tiles.get(ancestor(where, levels).key);
      if (kept) return { kept, levels };
    }
    return null;
  }

  function draw(context, surface) {
    if (!chart || !isShown) return;
    const level = levelFor(chart.home, surface.scale());
    for (const where of tilesOf(chart.home, level, surface.camera(), chart.bounded)) drawOne(context, surface, where);
  }

  function drawOne(context, surface, where) {
    const own = tiles.get(where.key);
    if (own) return paint(context, own, WHOLE, boxOf(surface, where));
    const above = standIn(where);
    if (above) paint(context, above.kept, partOf(where, above.levels), boxOf(surface, where));
    for (let i = 0; i < 4; i++) {
      const child = tile(where.level + 1, 2 * where.column + (i & 1), 2 * where.row + (i >> 1));
      const kept = tiles.get(child.key);
      if (kept) paint(context, kept, WHOLE, boxOf(surface, child));
    }
  }

  function boxOf(surface, where) {
    const { x, y, size } = place(chart.home, where);
    const [left, bottom] = surface.toPixel(x, y);
    const [right, top] = surface.toPixel(x + size, y + size);
    const whole = (value) => Math.round(value * devicePixelRatio) / devicePixelRatio; // neither gap nor overlap of neighbours
    return {
      left: whole(left),
      top: whole(top),
      width: whole(right) - whole(left),
      height: whole(bottom) - whole(top),
    };
  }

  bench.join(next, signal);
  return {
    choose,
    draw,
    open(nextChart) {
      chart = nextChart;
      tiles = createLru(KEPT);
      pending = new Set();
      wanted = [];
    },
    show: (on) => (isShown = on),
    isShown: () => isShown,
    each: (fn) => [...tiles.values()].forEach(fn),
    get missing() {
      return wanted.length + pending.size;
    },
    get size() {
      return tiles.size;
    },
  };
}

const WHOLE = { left: 0, top: 0, size: 1 };

/** Which part of an ancestor a tile is, in shares of the ancestor from its top left. */
function partOf({ column, row }, levels) {
  const n = 2 ** levels;
  const at = (value) => ((value % n) + n) % n;
  return { left: at(column) / n, top: (n - 1 - at(row)) / n, size: 1 / n };
}

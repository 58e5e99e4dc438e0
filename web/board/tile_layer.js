/**
 * One layer of a slippy map: asks the workbench for the tiles that the view lacks, coarse before fine, and draws
 * what there is: the tile itself, else its children, else a part of the nearest ancestor.
 */

import {
  ancestor,
  childrenOf,
  createLru,
  levelFor,
  MOST_KEPT,
  PICTURE_PX,
  spacingOf,
  squareOf,
  tilesOf,
} from "./tiles.js";

const COARSE = 2; // levels between a first rough view and the wanted one
const LARGE_PX = 1080; // shorter side of a board, above which its pictures grow with it
const SEARCHED = 6; // levels upwards in which a stand-in is looked for
const WHOLE = { left: 0, top: 0, size: 1 };

/** @typedef {import("./tiles.js").Tile} Tile */
/** @typedef {{left: number, top: number, size: number}} Part of a tile, in shares of it from its top left */
/** @typedef {{left: number, top: number, width: number, height: number}} Box in pixels */
/** @typedef {Record<string, any>} Kept what a layer keeps of a tile */

/**
 * @param {object} options
 * @param {any} options.bench
 * @param {AbortSignal} options.signal
 * @param {(where: Tile, chart: any) => {task: string, payload: object}} options.task what to compute for a tile
 * @param {(result: any) => Kept} options.accept what to keep of the answer
 * @param {(context: CanvasRenderingContext2D, kept: any, part: Part, box: Box) => void} options.paint
 * @param {() => void} options.changed
 * @param {() => number} [options.kept] how many tiles may be kept
 * @param {boolean} [options.isCoarseFirst]
 * @param {(times: number) => number} [options.sizeAt] wanted side of a fifth of a tile, px, by how much closer than the
 *   whole the view is
 */
export function createTileLayer(options) {
  const { bench, task, accept, paint, changed, signal, isCoarseFirst = true } = options;
  const { sizeAt = () => PICTURE_PX, kept: keptNow = () => MOST_KEPT } = options;
  let chart = null;
  let tiles = createLru(keptNow());
  let isShown = true;
  const received = (where, result) => {
    tiles.set(where.key, accept(result));
    changed();
  };
  const queue = createQueue({ task, received, isKept: (where) => tiles.has(where.key) });
  bench.join(queue.next, signal);

  const levelOf = (surface) => levelFor(chart.home, surface.scale(), onLarge(surface) * sizeAt(surface.times()));
  const inView = (surface) => tilesOf(chart.home, levelOf(surface), surface.camera(), chart.bounded);

  /**
   * Lists what a view lacks; a rough view of everything comes before the details of any part. A first view has no rough
   * one: its pictures would be four times as large, and stand among those that are there already.
   */
  function choose(surface) {
    if (!chart || !isShown) return queue.want([]);
    const fine = inView(surface);
    const bare =
      isCoarseFirst && tiles.size ? fine.filter((where) => !tiles.has(where.key) && !standIn(tiles, where)) : [];
    const coarse = new Map(bare.map((where) => [ancestor(where, COARSE).key, ancestor(where, COARSE)]));
    queue.want([...coarse.values(), ...fine]);
    bench.assign();
  }

  function draw(context, surface) {
    if (!chart || !isShown) return;
    for (const where of inView(surface)) drawTile(context, surface, where);
  }

  function drawTile(context, surface, where) {
    const box = (tile) => boxOf(surface, squareOf(chart.home, tile));
    const own = tiles.get(where.key);
    if (own) return paint(context, own, WHOLE, box(where));
    const above = standIn(tiles, where);
    if (above) paint(context, above.kept, partOf(where, above.levels), box(where));
    for (const child of childrenOf(where)) {
      const kept = tiles.get(child.key);
      if (kept) paint(context, kept, WHOLE, box(child));
    }
  }

  return {
    choose,
    draw,
    open(next) {
      chart = next;
      tiles = createLru(keptNow());
      queue.open(next);
    },
    /** @param {boolean} on */
    show(on) {
      isShown = on;
    },
    isShown: () => isShown,
    /** From one fifth of a tile in view to the next, in units of the map; null where none are shown. */
    spacing: (surface) => (chart && isShown ? spacingOf(chart.home, levelOf(surface)) : null),
    /** What is kept of the tiles in view; null while one of them is missing. @returns {Kept[] | null} */
    seen(surface) {
      if (!chart || !isShown) return null;
      const kept = inView(surface).map(({ key }) => tiles.get(key));
      return kept.length && kept.every(Boolean) ? kept : null;
    },
    /** @param {(kept: any) => void} visit */
    each(visit) {
      for (const kept of tiles.values()) visit(kept);
    },
    get missing() {
      return queue.length;
    },
    get size() {
      return tiles.size;
    },
  };
}

/** Which tiles are wanted and which are on their way; what comes back of another chart is dropped. */
function createQueue({ task, received, isKept }) {
  let chart = null;
  /** @type {Tile[]} */
  let wanted = [];
  /** @type {Set<string>} keys */
  let pending = new Set();
  const isMissing = (where) => !isKept(where) && !pending.has(where.key);

  function taskFor(where) {
    const [from, own] = [chart, pending];
    own.add(where.key);
    const failed = () => own.delete(where.key);
    const done = (result) => {
      own.delete(where.key);
      if (from === chart) received(where, result);
    };
    return { ...task(where, chart), done, failed };
  }

  return {
    open(next) {
      chart = next;
      wanted = [];
      pending = new Set();
    },

    /** @param {Tile[]} tiles the most urgent first */
    want(tiles) {
      wanted = tiles.filter(isMissing);
    },

    /** The next task for the workbench, or null. */
    next() {
      while (wanted.length) {
        const where = wanted.shift();
        if (isMissing(where)) return taskFor(where);
      }
      return null;
    },

    get length() {
      return wanted.length + pending.size;
    },
  };
}

/** By how much larger the pictures of a wall are than those of a desk: as many of them, to be seen from afar. */
const onLarge = (surface) => Math.max(1, Math.min(surface.size().width, surface.size().height) / LARGE_PX);

/** What is kept of the nearest ancestor. @returns {{kept: Kept, levels: number} | null} */
function standIn(tiles, where) {
  for (let levels = 1; levels <= SEARCHED; levels++) {
    const kept = tiles.get(ancestor(where, levels).key);
    if (kept) return { kept, levels };
  }
  return null;
}

/** Which part of an ancestor a tile is. @param {Tile} tile @param {number} levels @returns {Part} */
function partOf({ column, row }, levels) {
  const n = 2 ** levels;
  const at = (value) => ((value % n) + n) % n;
  return { left: at(column) / n, top: (n - 1 - at(row)) / n, size: 1 / n };
}

/** Whole pixels of the screen: neither gap nor overlap of neighbours. @returns {Box} */
function boxOf(surface, { x, y, size }) {
  const whole = (value) => Math.round(value * devicePixelRatio) / devicePixelRatio;
  const [left, bottom] = surface.toPixel(x, y).map(whole);
  const [right, top] = surface.toPixel(x + size, y + size).map(whole);
  return { left, top, width: right - left, height: bottom - top };
}

/**
 * Film strips: on each slider's track, what the picture would be at that value.
 *
 * A strip does not depend on z along its own axis, so dragging one slider leaves its own strip still while the
 * others follow. Cells are decoded in the background of the frames, going round without end, so that every
 * strip moves a little in each frame instead of one strip jumping.
 */

import { STAGE } from "../core/frame.js";
import { allowedBy } from "../core/lanes.js";
import { movedTo, valueAlong } from "../kit/axes.js";
import { fillImage } from "../kit/picture.js";

const MAX_CELLS = 15;

/** @typedef {import("../kit/axes.js").Axis} Axis */
/**
 * @typedef {{axis: Axis, canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, count: number, seen: number[],
 *   version: number}} Strip of so many cells; seen: the version that each cell shows
 */

export function createStrips({ store, frame, signal }) {
  const { state } = store;
  /** @type {Strip[]} */
  let strips = [];
  /** @type {((strip: Strip, cell: number, z: Float32Array) => void) | null} */
  let paintCell = null;
  let engine = null; // the one that they were laid out for: a hidden slider is laid out when it shows again
  let last = null; // the z that they follow
  let cursor = 0; // of the round through all cells

  const due = frame.job(STAGE.background, repaint, signal);

  /** @returns {boolean} whether there is more to do */
  function repaint(hasTime) {
    const total = strips.length * MAX_CELLS;
    if (!total || !state.z || state.engine !== engine) return false;
    for (let tried = 0; tried < total; tried++) {
      const strip = strips[cursor % strips.length];
      const cell = order(Math.floor(cursor / strips.length) % MAX_CELLS, strip.count);
      cursor = (cursor + 1) % total;
      if (cell === null || strip.seen[cell] === strip.version) continue;
      paintCell(strip, cell, state.z);
      strip.seen[cell] = strip.version;
      if (!hasTime()) return true;
    }
    return false;
  }

  /** Marks the strips that a change of z has made stale. */
  function follow() {
    const { z } = state;
    if (!z || !last || last.length !== z.length) return restart();
    for (const strip of strips) if (changedAcross(strip.axis, last, z)) strip.version += 1;
    last = z;
    due();
  }

  function restart() {
    last = state.z;
    for (const strip of strips) strip.version += 1;
    due();
  }

  store.watch(["z"], follow, signal);

  return {
    restart,

    /**
     * @param {{axis: Axis, canvas: HTMLCanvasElement}[]} rows what is on screen now
     * @param {Uint32Array} colourTable
     */
    show(rows, colourTable) {
      engine = state.engine;
      const [, height, width] = engine.imageShape;
      if (!allowedBy(engine).small) {
        for (const { canvas } of rows) canvas.width = canvas.height = 1;
        strips = [];
        return;
      }
      paintCell = createCellPainter(engine, colourTable);
      strips = rows.map(({ axis, canvas }) => {
        const count = cellsFor(canvas, width / height);
        Object.assign(canvas, { width: count * width, height });
        return { axis, canvas, context: canvas.getContext("2d"), count, seen: Array(count).fill(0), version: 0 };
      });
      cursor = 0;
      restart();
    },
  };
}

/** Paints what the picture would be at the middle of a cell. */
function createCellPainter(engine, table) {
  const [channels, height, width] = engine.imageShape;
  const image = new ImageData(width, height);
  const pixels = new Float32Array(channels * height * width);
  const code = new Float32Array(engine.latentDim);
  return ({ axis, context, count }, cell, z) => {
    const value = axis.low + ((cell + 0.5) / count) * (axis.high - axis.low);
    engine.decode(movedTo(axis, z, value, code), pixels);
    context.putImageData(fillImage(image, pixels, table), cell * width, 0);
  };
}

/** Square cells: as many as fit the shape of the track. */
function cellsFor(canvas, aspect) {
  const { clientWidth, clientHeight } = canvas;
  return Math.max(3, Math.min(MAX_CELLS, Math.round(clientWidth / (Math.max(1, clientHeight) * aspect))));
}

/** The n-th cell to paint, spread over the strip; null past its end. */
function order(n, count) {
  if (n >= count) return null;
  let stride = Math.max(1, Math.round(count * 0.382)); // golden ratio: neighbours are painted far apart in time
  while (gcd(stride, count) !== 1) stride += 1;
  return (n * stride) % count;
}

const gcd = (a, b) => (b ? gcd(b, a % b) : a);

function changedAcross(axis, before, after) {
  const along = valueAlong(axis, after) - valueAlong(axis, before);
  for (let d = 0; d < after.length; d++) {
    if (Math.abs(after[d] - before[d] - along * axis.vector[d]) > 1e-5) return true;
  }
  return false;
}

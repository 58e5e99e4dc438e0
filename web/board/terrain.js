/**
 * The energy of a prior as terrain: where the prior is dense the pictures lie open, elsewhere they are in the dark, and
 * each nat of -log p(z) has a line.
 */

import { STAGE } from "../core/frame.js";
import { potential } from "../latent/langevin.js";

const REACH = 2; // of it, in sides of the first view
const GRID = 160; // points along a side of it at which the energy is measured
const SIDE = 4 * GRID; // of the picture, which is interpolated between them
const HIGHEST_LINE = 10; // nats above the lowest point
const DARKEST_NATS = 6; // above the lowest point
const DARKEST = 0.82; // opacity
const DARK = 0x120c0a; // red 10, green 12, blue 18, as a word of a canvas has them
const LINE = 0xffffff;
const LINE_ALPHA = 0.45;

/** @typedef {{model: string, chart: any, engine: import("../engine/engine.js").Engine}} Of what the terrain is */

/**
 * Measured in the background; until it is there, nothing is drawn.
 *
 * @param {{state: any, frame: any, signal: AbortSignal, changed: () => void}} context changed: it is there
 */
export function createTerrain({ state, frame, signal, changed }) {
  /** @type {Of | null} */
  let of = null;
  const values = new Float32Array(GRID * GRID);
  let lines = 0; // that are measured
  /** @type {ReturnType<typeof createShading> | null} */
  let shading = null; // once all are
  let picture = null;
  const due = frame.job(STAGE.background, measure, signal);

  /** @param {() => boolean} hasTime */
  function measure(hasTime) {
    for (; lines < GRID; lines++) {
      if (!hasTime()) return true;
      values.set(measured(of, lines), GRID * lines);
    }
    shading ??= createShading(values);
    while (!shading.isDone()) {
      if (!hasTime()) return true;
      shading.shadeLine();
    }
    picture = shading.canvas;
    changed();
  }

  return {
    /** @param {CanvasRenderingContext2D} context @param {any} camera @param {any} chart */
    draw(context, camera, chart) {
      const { engine, model } = state;
      if (!engine?.energy) return;
      if (of?.chart.key !== chart.key || of.model !== model) {
        of = { model, chart, engine };
        lines = 0;
        shading = null;
        picture = null;
        due();
      }
      if (!picture) return;
      const { x, y, size } = extentOf(chart);
      const [left, top] = camera.toPixel(x, y + size);
      const [right, bottom] = camera.toPixel(x + size, y);
      context.imageSmoothingEnabled = true;
      context.drawImage(picture, left, top, right - left, bottom - top);
    },
  };
}

/** What the terrain covers: more than the first view, which may lie in a window of another shape. */
function extentOf({ home }) {
  const beyond = ((REACH - 1) * home.size) / 2;
  return { x: home.x - beyond, y: home.y - beyond, size: REACH * home.size };
}

/** -log p but for a constant along a row of the grid, the uppermost first. @param {Of} of @param {number} line */
function measured({ chart, engine }, line) {
  const { x, y, size } = extentOf(chart);
  const at = (i) => ((i + 0.5) * size) / GRID;
  const z = new Float32Array(engine.latentDim);
  return Float32Array.from({ length: GRID }, (_, column) =>
    potential(engine.energy, chart.toCode(x + at(column), y + size - at(line), z)),
  );
}

/** The picture, made line by line. @param {Float32Array} values (GRID, GRID) */
function createShading(values) {
  const lowest = values.reduce((least, value) => Math.min(least, value), Infinity);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: SIDE, height: SIDE });
  const context = canvas.getContext("2d");
  const image = context.createImageData(SIDE, 1);
  const words = new Uint32Array(image.data.buffer);
  const above = new Int32Array(SIDE).fill(-1); // whole nats of the line of pixels before
  let top = 0;

  return {
    canvas,
    isDone: () => top === SIDE,
    shadeLine() {
      let before = -1;
      for (let left = 0; left < SIDE; left++) {
        const value = interpolated(values, left, top) - lowest;
        const whole = Math.min(HIGHEST_LINE, Math.floor(value));
        const isLine = (before >= 0 && whole !== before) || (above[left] >= 0 && whole !== above[left]);
        const alpha = isLine ? LINE_ALPHA : DARKEST * Math.min(1, value / DARKEST_NATS);
        words[left] = (isLine ? LINE : DARK) | (Math.round(255 * alpha) << 24);
        before = above[left] = whole;
      }
      context.putImageData(image, 0, top);
      top += 1;
    },
  };
}

/** Bilinear, at a pixel of the picture. */
function interpolated(values, left, top) {
  const place = (pixel) => Math.min(GRID - 1, Math.max(0, ((pixel + 0.5) * GRID) / SIDE - 0.5));
  const [x, y] = [place(left), place(top)];
  const [column, line] = [Math.min(GRID - 2, Math.floor(x)), Math.min(GRID - 2, Math.floor(y))];
  const [u, v] = [x - column, y - line];
  const value = (i, j) => values[(line + j) * GRID + column + i];
  return (1 - v) * ((1 - u) * value(0, 0) + u * value(1, 0)) + v * ((1 - u) * value(0, 1) + u * value(1, 1));
}

/** Tiles of decoded pictures, and tiles that tell how fast pictures change there. */

import { colourTable } from "../kit/picture.js";
import { drawPart, paintPictures, pixelCanvas } from "./tile_canvas.js";
import { createTileLayer } from "./tile_layer.js";
import { codesOf, SIDE } from "./tiles.js";

const LATTICE = 7; // corners of the magnification lattice of a tile: about 25 pixels apart, drawn smoothly between

/** Decoded pictures, in the colours and with the smoothing that the visitor has chosen. */
export function createPictureLayer({ bench, state, changed, signal }) {
  const paintKept = ({ canvas, pixels, shape }) => paintPictures(canvas, pixels, shape, SIDE, colourTable(state.scale));

  function accept({ pixels }) {
    const kept = { pixels, canvas: document.createElement("canvas"), shape: state.engine.imageShape };
    paintKept(kept);
    return kept;
  }

  const layer = createTileLayer({
    bench,
    changed,
    signal,
    accept,
    task: (where, chart) => ({ task: "decode", payload: { codes: codesOf(chart, where, SIDE) } }),
    paint(context, { canvas }, part, box) {
      // At less than twice their size nearest neighbours would draw pixels of uneven width.
      context.imageSmoothingEnabled = state.smooth || (box.width * devicePixelRatio) / (part.size * canvas.width) < 2;
      drawPart(context, canvas, part, box);
    },
  });
  return Object.assign(layer, { recolour: () => layer.each(paintKept) });
}

/** log10 of the magnification factor, coloured from `range()` and smooth between the corners of a lattice. */
export function createMagnificationLayer({ bench, range, changed, signal }) {
  const table = colourTable("ember");
  return createTileLayer({
    bench,
    changed,
    signal,
    task: (where, chart) => ({
      task: "magnification",
      payload: { codes: codesOf(chart, where, LATTICE, true), axes: chart.axes },
    }),
    accept: ({ values }) => ({ values, canvas: pixelCanvas(LATTICE, LATTICE) }),
    paint(context, { values, canvas }, part, { left, top, width, height }) {
      const [low, high] = range();
      canvas.fill((i) => table[Math.max(0, Math.min(255, Math.round((255 * (values[i] - low)) / (high - low))))]);
      context.imageSmoothingEnabled = true;
      const inner = LATTICE - 1; // samples lie on the edges of the tile: half a pixel in from those of the canvas
      const side = part.size * inner;
      const [x, y] = [0.5 + part.left * inner, 0.5 + part.top * inner];
      context.drawImage(canvas.element, x, y, side, side, left, top, width, height);
    },
  });
}

/** Tiles of decoded pictures, and tiles that tell how fast pictures change there. */

import { colourTable } from "../kit/picture.js";
import { enlarged, enlargementOf } from "./enlarged.js";
import { largestStep } from "./stillness.js";
import { drawCorners, drawPart, paintPictures, pixelCanvas } from "./tile_canvas.js";
import { createTileLayer } from "./tile_layer.js";
import { codesOf, pictureSize, SIDE, tilesKept } from "./tiles.js";

const LATTICE = 7; // corners of the magnification lattice of a tile: about 25 pixels apart, drawn smoothly between

/** Decoded pictures, in the colours and with the smoothing that the visitor has chosen; small ones are smooth. */
export function createPictureLayer({ bench, state, changed, signal }) {
  const paintKept = ({ canvas, drawn, shape }) => paintPictures(canvas, drawn, shape, SIDE, colourTable(state.scale));

  function accept({ pixels }) {
    const { imageShape } = state.engine;
    const by = enlargementOf(imageShape);
    const shape = [imageShape[0], by * imageShape[1], by * imageShape[2]];
    const drawn = by > 1 ? enlarged(pixels, imageShape, by) : pixels;
    const kept = { pixels, drawn, shape, imageShape, isSmall: by > 1, canvas: document.createElement("canvas") };
    paintKept(kept);
    return kept;
  }

  const layer = createTileLayer({
    bench,
    changed,
    signal,
    accept,
    sizeAt: pictureSize,
    kept: () => tilesKept(state.engine?.imageShape),
    task: (where, chart) => ({ task: "decode", payload: { codes: codesOf(chart, where, SIDE) } }),
    paint(context, { canvas, isSmall }, part, box) {
      // At less than twice their size nearest neighbours would draw pixels of uneven width.
      const isFine = (box.width * devicePixelRatio) / (part.size * canvas.width) < 2;
      context.imageSmoothingEnabled = state.smooth || isSmall || isFine;
      drawPart(context, canvas, part, box);
    },
  });

  /** The largest change from a picture in view to its neighbour, in 255ths; null until all are there. */
  function stepIn(surface) {
    const steps = layer.seen(surface)?.map((kept) => {
      kept.step ??= largestStep(kept.pixels, kept.imageShape, SIDE);
      return kept.step;
    });
    return steps ? Math.max(...steps) : null;
  }

  return Object.assign(layer, { recolour: () => layer.each(paintKept), stepIn });
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
    paint(context, { values, canvas }, part, box) {
      const [low, high] = range();
      canvas.fill((i) => table[Math.max(0, Math.min(255, Math.round((255 * (values[i] - low)) / (high - low))))]);
      context.imageSmoothingEnabled = true;
      drawCorners(context, canvas.element, part, box);
    },
  });
}

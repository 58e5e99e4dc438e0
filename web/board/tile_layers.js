/** The tile layers of a board together: what is shown of them, what is missing, and when the first view was full. */

import { createRegionLayer, createSeamLayer } from "./class_layers.js";
import { createMagnificationLayer, createPictureLayer } from "./picture_layers.js";

const VEIL = { pictures: 1, magnification: 0.82, regions: 0.6 }; // opacity over pictures, which stay visible below
const FIRST_RANGE = [-1, 2]; // of the magnification, log10, until tiles tell

export function createTiles({ state, signal, changed, theme }) {
  const { bench } = state;
  let range = FIRST_RANGE;
  let opened = 0;
  let firstViewMs = null;
  const shared = { bench, state, signal, changed, theme };
  const pictures = createPictureLayer(shared);
  const magnification = createMagnificationLayer({ ...shared, range: () => range });
  const seams = createSeamLayer(shared);
  const layers = { pictures, magnification, regions: createRegionLayer(shared), seams };

  return {
    /** @param {CanvasRenderingContext2D} context @param {any} camera @param {boolean} overPictures */
    drawVeils(context, camera, overPictures) {
      for (const [name, alpha] of Object.entries(VEIL)) {
        if (!layers[name].isShown()) continue;
        context.globalAlpha = overPictures ? alpha : 1;
        layers[name].draw(context, camera);
      }
      context.globalAlpha = 1;
    },

    drawSeams(context, camera) {
      if (seams.isShown()) seams.draw(context, camera);
    },

    noteFirstView() {
      if (firstViewMs === null && pictures.isShown() && pictures.size && !pictures.missing)
        firstViewMs = performance.now() - opened;
    },

    choose(camera) {
      for (const layer of Object.values(layers)) layer.choose(camera);
    },

    /** @param {Set<string>} names */
    show(names) {
      for (const [name, layer] of Object.entries(layers)) layer.show(names.has(name));
    },

    open(chart) {
      opened = performance.now();
      firstViewMs = null;
      for (const layer of Object.values(layers)) layer.open(chart);
    },

    /** The view came to rest: the colours of the magnification follow what is seen. */
    settle() {
      range = rangeOf(magnification) ?? range;
    },

    recolour: pictures.recolour,

    /** The largest change between neighbouring pictures in view; null until all are there, or where none are shown. */
    step: pictures.stepIn,

    /** From one picture in view to the next, in units of the map; null where none are shown. */
    spacing: pictures.spacing,

    /** log10 of the smallest and largest magnification in colour; null while none is drawn. */
    range: () => (magnification.isShown() && magnification.size ? range : null),

    report: () => ({
      firstViewMs,
      tiles: pictures.size,
      missing: pictures.missing,
      workers: bench.workers,
      layers: Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, layer.size])),
    }),
  };
}

/** 2nd to 98th percentile of what the layer holds. */
function rangeOf(layer) {
  const values = [];
  layer.each((kept) => values.push(...kept.values));
  if (!values.length) return null;
  values.sort((a, b) => a - b);
  const at = (share) => values[Math.floor(share * (values.length - 1))];
  return [at(0.02), Math.max(at(0.98), at(0.02) + 0.1)];
}

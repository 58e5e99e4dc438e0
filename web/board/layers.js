/** The tile layers of the manifold: decoded pictures, magnification, class regions, seams. */

import { colourTable, parseColour } from "../kit/picture.js";
import { classColour } from "../kit/theme.js";
import { createTileLayer } from "./tile_layer.js";
import { codesOf, SIDE } from "./tiles.js";

const LATTICE = 7; // corners of the magnification lattice of a tile: about 25 pixels apart, drawn smoothly between
const CELLS = { flat: 24, deep: 12 }; // region cells along a tile: neighbours cost 20 times as much in 16 dimensions

/** Decoded pictures; `look()` says the colour scale and whether pixels are smoothed. */
export function createPictureLayer({ bench, state, look, changed, signal }) {
  const layer = createTileLayer({
    bench,
    changed,
    signal,
    task: (where, chart) => ({ task: "decode", payload: { codes: codesOf(chart, where, SIDE) } }),
    accept: ({ pixels }) =>
      coloured({ pixels, canvas: document.createElement("canvas"), shape: state.engine.imageShape }),
    paint(context, { canvas }, part, box) {
      // At less than twice their size nearest neighbours would draw pixels of uneven width.
      context.imageSmoothingEnabled = look().smooth || (box.width * devicePixelRatio) / (part.size * canvas.width) < 2;
      drawPart(context, canvas, part, box);
    },
  });

  function coloured(kept) {
    const [channels, height, width] = kept.shape;
    const { canvas, pixels } = kept;
    canvas.width = SIDE * width;
    canvas.height = SIDE * height;
    const context = canvas.getContext("2d");
    const image = context.createImageData(canvas.width, canvas.height);
    const words = new Uint32Array(image.data.buffer);
    const table = colourTable(look().scale);
    const area = height * width;
    for (let i = 0; i < SIDE * SIDE; i++) {
      const corner = Math.floor(i / SIDE) * height * canvas.width + (i % SIDE) * width;
      for (let p = 0; p < area; p++) {
        const at = i * channels * area + p;
        const word = channels === 1 ? table[pixels[at]] : rgb(pixels, at, area);
        words[corner + Math.floor(p / width) * canvas.width + (p % width)] = word;
      }
    }
    context.putImageData(image, 0, 0);
    return kept;
  }

  return Object.assign(layer, { recolour: () => layer.each(coloured) });
}

const rgb = (pixels, at, area) => 0xff000000 | (pixels[at + 2 * area] << 16) | (pixels[at + area] << 8) | pixels[at];

function drawPart(context, canvas, part, { left, top, width, height }) {
  context.drawImage(
    canvas,
    part.left * canvas.width,
    part.top * canvas.height,
    part.size * canvas.width,
    part.size * canvas.height,
    left,
    top,
    width,
    height,
  );
}

/** log10 of the magnification factor, coloured from `range()` and smooth between the corners of a lattice. */
export function createMagnificationLayer({ bench, range, changed, signal }) {
  const table = colourTable("ember");
  const layer = createTileLayer({
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
      const inner = LATTICE - 1; // samples lie on the edges of the tile: half a pixel in from those of the canvas
      context.drawImage(
        canvas.element,
        0.5 + part.left * inner,
        0.5 + part.top * inner,
        part.size * inner,
        part.size * inner,
        box.left,
        box.top,
        box.width,
        box.height,
      );
    },
  });
  return layer;
}

/** The class of most of the nearest codes; paler where they disagree. */
export function createRegionLayer({ bench, latentDim, theme, changed, signal }) {
  const cells = () => (latentDim() > 3 ? CELLS.deep : CELLS.flat);
  return createTileLayer({
    bench,
    changed,
    signal,
    isCoarseFirst: false,
    task: (where, chart) => ({ task: "regions", payload: { codes: codesOf(chart, where, cells()) } }),
    accept: ({ labels, agree }) => ({ labels, agree, canvas: pixelCanvas(cells(), cells()) }),
    paint(context, { labels, agree, canvas }, part, box) {
      canvas.fill((i) => {
        const [r, g, b] = parseColour(classColour(theme(), labels[i]));
        return (Math.round(agree[i] * 1.9) << 24) | (b << 16) | (g << 8) | r;
      });
      context.imageSmoothingEnabled = false;
      drawPart(context, canvas.element, part, box);
    },
  });
}

/** Borders between class regions, the stronger the faster the picture changes across them. */
export function createSeamLayer({ bench, latentDim, theme, changed, signal }) {
  const corners = () => (latentDim() > 3 ? CELLS.deep : CELLS.flat) + 1;
  return createTileLayer({
    bench,
    changed,
    signal,
    isCoarseFirst: false,
    task: (where, chart) => ({
      task: "seams",
      payload: { codes: codesOf(chart, where, corners(), true), n: corners() },
    }),
    accept: ({ segments }) => ({ segments, n: corners() }),
    paint(context, { segments, n }, part, box) {
      if (part.size < 1) return;
      const [dx, dy] = [box.width / (n - 1), box.height / (n - 1)];
      context.strokeStyle = theme().text;
      context.lineCap = "round";
      for (let i = 0; i < segments.length; i += 5) {
        const strength = Math.min(1, segments[i + 4] / 4);
        context.globalAlpha = 0.25 + 0.75 * strength;
        context.lineWidth = 0.75 + 2.5 * strength;
        context.beginPath();
        context.moveTo(box.left + segments[i] * dx, box.top + segments[i + 1] * dy);
        context.lineTo(box.left + segments[i + 2] * dx, box.top + segments[i + 3] * dy);
        context.stroke();
      }
      context.globalAlpha = 1;
    },
  });
}

function pixelCanvas(width, height) {
  const element = document.createElement("canvas");
  element.width = width;
  element.height = height;
  const context = element.getContext("2d");
  const image = context.createImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  return {
    element,
    fill(wordAt) {
      for (let i = 0; i < words.length; i++) words[i] = wordAt(i);
      context.putImageData(image, 0, 0);
    },
  };
}

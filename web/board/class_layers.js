/** Tiles of the classes on a plane: regions of most of the nearest codes, and the seams between them. */

import { parseColour } from "../kit/picture.js";
import { classColour } from "../kit/theme.js";
import { drawCorners, pixelCanvas } from "./tile_canvas.js";
import { createTileLayer } from "./tile_layer.js";
import { codesOf } from "./tiles.js";

const CELLS = { flat: 24, deep: 12 }; // along a tile: neighbours cost 20 times as much in 16 dimensions
const SEAM_NUMBERS = 5; // of each segment: its two ends, and how fast the picture changes across it
const ALPHA = 1.9; // of 255, for each per cent of the neighbours that agree
const STRONGEST = 4; // times the usual change

const cellsOf = ({ view }) => (view.latentDim > 3 ? CELLS.deep : CELLS.flat);

/** The class of most of the nearest codes; paler where they disagree, and smooth between the corners of a lattice. */
export function createRegionLayer({ bench, state, theme, changed, signal }) {
  const corners = () => cellsOf(state) + 1;
  return createTileLayer({
    bench,
    changed,
    signal,
    isCoarseFirst: false,
    task: (where, chart) => ({ task: "regions", payload: { codes: codesOf(chart, where, corners(), true) } }),
    accept: ({ labels, agree }) => ({ labels, agree, canvas: pixelCanvas(corners(), corners()) }),
    paint(context, { labels, agree, canvas }, part, box) {
      canvas.fill((i) => {
        const [r, g, b] = parseColour(classColour(theme(), labels[i]));
        return (Math.round(agree[i] * ALPHA) << 24) | (b << 16) | (g << 8) | r;
      });
      context.imageSmoothingEnabled = true;
      drawCorners(context, canvas.element, part, box);
    },
  });
}

/** Borders between class regions, the stronger the faster the picture changes across them. */
export function createSeamLayer({ bench, state, theme, changed, signal }) {
  const corners = () => cellsOf(state) + 1;
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
      context.strokeStyle = theme().text;
      context.lineCap = "round";
      for (let i = 0; i < segments.length; i += SEAM_NUMBERS) drawSegment(context, segments, i, n, box);
      context.globalAlpha = 1;
    },
  });
}

function drawSegment(context, segments, i, n, { left, top, width, height }) {
  const [dx, dy] = [width / (n - 1), height / (n - 1)];
  const strength = Math.min(1, segments[i + 4] / STRONGEST);
  context.globalAlpha = 0.25 + 0.75 * strength;
  context.lineWidth = 0.75 + 2.5 * strength;
  context.beginPath();
  context.moveTo(left + segments[i] * dx, top + segments[i + 1] * dy);
  context.lineTo(left + segments[i + 2] * dx, top + segments[i + 3] * dy);
  context.stroke();
}

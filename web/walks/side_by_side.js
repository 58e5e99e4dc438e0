/** Several walks side by side in one animated GIF, each with its name above it. */

import { METHODS } from "../core/walk_methods.js";
import { codeAt } from "../latent/walk.js";
import { text } from "../words/words.js";
import { enlargedIndices, inksOf } from "./few_inks.js";
import { rowShares } from "./row.js";
import { packed } from "./walk_gif.js";

const SHOWN = ["linear", "slerp", "data", "geodesic"];
const BAND_PX = 26; // height of the names
const GAP_PX = 6;
const LEAST_PX = 112; // width of a picture, so that its name can be read
const [LARGEST_FONT, SMALLEST_FONT] = [16, 9];

/** The walks that are there, of the present waypoints. @param {any} state @returns {string[]} of METHODS */
export const walksThere = (state) => SHOWN.filter((method) => state.walks[method]?.key === state.walksKey);

/**
 * @param {any} state of the store
 * @param {{count: number, by: number, isSwing: boolean, report: (sentence: string) => void}} how count: frames
 * @param {typeof writeName} [write]
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function sideBySideGif(state, { count, by, isSwing, report }, write = writeName) {
  const { engine, seconds } = state;
  const [, height, width] = engine.imageShape;
  const scale = Math.max(by, Math.ceil(LEAST_PX / width));
  const walks = walksThere(state).map((method) => codesOf(state, method, count));
  const inks = inksOf(state, walks.flat(), true);
  const [across, down] = [width * scale, height * scale];
  const sheet = { width: walks.length * (across + GAP_PX) - GAP_PX, height: down + BAND_PX };
  const ground = new Uint8Array(sheet.width * sheet.height).fill(inks.write(Float32Array.of(0), 1)[0]);
  walksThere(state).forEach((method, n) => {
    const strokes = write(text(METHODS[method].label), across, BAND_PX);
    blit(ground, sheet.width, {
      pixels: inks.write(strokes, across),
      width: across,
      left: n * (across + GAP_PX),
      top: 0,
    });
  });

  function draw(i) {
    const frame = ground.slice();
    walks.forEach((walk, n) => {
      const pixels = enlargedIndices(inks.index(engine.decode(walk[i])), width, scale);
      blit(frame, sheet.width, { pixels, width: across, left: n * (across + GAP_PX), top: BAND_PX });
    });
    return frame;
  }
  return packed({ ...sheet, palette: inks.palette, seconds, count, isSwing, draw, report });
}

/** Codes of a walk at equal shares of it. */
function codesOf(state, method, count) {
  const row = state.walks[method];
  const shares = rowShares(row, state.speed);
  return Array.from({ length: count }, (_, i) => codeAt(row.path, shares, i / (count - 1)));
}

function blit(sheet, sheetWidth, { pixels, width, left, top }) {
  for (let row = 0; row * width < pixels.length; row++)
    sheet.set(pixels.subarray(row * width, (row + 1) * width), (top + row) * sheetWidth + left);
}

/** A name in the middle of a band, as large as fits. @returns {Float32Array} 0 for paper, 1 for ink */
function writeName(name, width, height) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#ffffff";
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (let size = LARGEST_FONT; size >= SMALLEST_FONT; size--) {
    context.font = `600 ${size}px system-ui, sans-serif`;
    if (context.measureText(name).width <= width - 4) break;
  }
  context.fillText(name, width / 2, height / 2, width - 4);
  const { data } = context.getImageData(0, 0, width, height);
  return Float32Array.from({ length: width * height }, (_, i) => data[4 * i + 3] / 255);
}

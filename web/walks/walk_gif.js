/** A walk as an animated GIF: decoded, indexed and packed frame by frame, so that a long one needs little memory. */

import { colourTable } from "../kit/picture.js";
import { text } from "../words/words.js";
import { createDither, fitPalette } from "./few_colours.js";
import { createGif } from "./gif.js";

const MOST_PIXELS = 200e6; // some ten seconds of packing; players give up not far beyond
const FITTED = 48; // frames that the palette is fitted to
const SLICE_MS = 40; // then the page may paint

/**
 * @param {{engine: any, scale: string, seconds: number}} state
 * @param {Float32Array[]} walk codes
 * @param {{isSwing: boolean, by: number, report: (sentence: string) => void}} how isSwing: there and back
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 * @throws {Error} with a sentence for the visitor
 */
export async function walkGif({ engine, scale, seconds }, walk, { isSwing, by, report }) {
  const [channels, height, width] = engine.imageShape;
  const order = walk.map((_, i) => i);
  if (isSwing) order.push(...order.slice(1, -1).reverse());
  checkSize(order.length, width * by, height * by);
  const { palette, index } =
    channels === 1 ? { palette: colourTable(scale), index: greys } : fitted(engine, walk, width, height);
  const gif = createGif({ width: width * by, height: height * by, palette, delayMs: (1000 * seconds) / walk.length });
  let rest = performance.now();
  for (const [n, i] of order.entries()) {
    gif.add(enlarged(index(engine.decode(walk[i])), width, by));
    if (performance.now() - rest < SLICE_MS) continue;
    report(text("walks.makingGif", { percent: Math.round((100 * n) / order.length) }));
    await new Promise((resolve) => setTimeout(resolve));
    rest = performance.now();
  }
  return gif.finish();
}

function checkSize(frames, width, height) {
  const pixels = frames * width * height;
  if (pixels <= MOST_PIXELS) return;
  const [millions, most] = [Math.round(pixels / 1e6), MOST_PIXELS / 1e6];
  throw new Error(text("walks.gifTooLarge", { frames, width, height, millions, most }));
}

const greys = (pixels) => Uint8Array.from(pixels, (value) => value * 255 + 0.5);

function fitted(engine, walk, width, height) {
  const stride = Math.max(1, Math.ceil(walk.length / FITTED));
  const pictures = walk
    .filter((_, i) => i % stride === 0 || i === walk.length - 1)
    .map((z) => Float32Array.from(engine.decode(z)));
  const palette = fitPalette(pictures, width * height);
  return { palette, index: createDither(palette, width) };
}

/** Every index as a square of by x by. */
function enlarged(indices, width, by) {
  const large = new Uint8Array(indices.length * by * by);
  const row = width * by;
  for (let i = 0; i < indices.length; i++) {
    const left = Math.floor(i / width) * by * row + (i % width) * by;
    large.fill(indices[i], left, left + by);
  }
  for (let y = 0; y < large.length; y += by * row)
    for (let copy = 1; copy < by; copy++) large.copyWithin(y + copy * row, y, y + row);
  return large;
}

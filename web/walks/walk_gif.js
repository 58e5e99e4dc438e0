/** A walk as an animated GIF: decoded, indexed and packed frame by frame, so that a long one needs little memory. */

import { Problem } from "../engine/problem.js";
import { text } from "../words/words.js";
import { enlargedIndices, inksOf } from "./few_inks.js";
import { createGif } from "./gif.js";

const MOST_PIXELS = 200e6; // some ten seconds of packing; players give up not far beyond
const SLICE_MS = 40; // then the page may paint

/**
 * @param {{engine: any, scale: string, seconds: number}} state
 * @param {Float32Array[]} walk codes
 * @param {{isSwing: boolean, by: number, report: (sentence: string) => void}} how isSwing: there and back
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 * @throws {Problem} where it would be too large
 */
export async function walkGif(state, walk, { isSwing, by, report }) {
  const { engine, seconds } = state;
  const [, height, width] = engine.imageShape;
  const inks = inksOf(state, walk);
  const size = { width: width * by, height: height * by };
  const draw = (i) => enlargedIndices(inks.index(engine.decode(walk[i])), width, by);
  return packed({ ...size, palette: inks.palette, seconds, count: walk.length, isSwing, draw, report });
}

/**
 * @param {object} film
 * @param {number} film.width
 * @param {number} film.height
 * @param {Uint32Array} film.palette
 * @param {number} film.seconds from the first frame to the last
 * @param {number} film.count frames, there
 * @param {boolean} film.isSwing and back
 * @param {(i: number) => Uint8Array} film.draw an index of the palette for every pixel of a frame
 * @param {(sentence: string) => void} film.report
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function packed({ width, height, palette, seconds, count, isSwing, draw, report }) {
  const order = Array.from({ length: count }, (_, i) => i);
  if (isSwing) order.push(...order.slice(1, -1).reverse());
  checkSize(order.length, width, height);
  const gif = createGif({ width, height, palette, delayMs: (1000 * seconds) / count });
  let rest = performance.now();
  for (const [n, i] of order.entries()) {
    gif.add(draw(i));
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
  const holes = { frames, width, height, millions: Math.round(pixels / 1e6), most: MOST_PIXELS / 1e6 };
  throw new Problem(
    "{frames} frames of {width} × {height} are {millions} million pixels; a GIF may have {most} million here. " +
      "Choose fewer frames or a smaller size",
    holes,
  );
}

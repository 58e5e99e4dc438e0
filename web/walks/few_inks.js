/** The 256 colours of a GIF of decoded pictures, and which of them each pixel has. */

import { colourTable } from "../kit/picture.js";
import { createDither, fitPalette } from "./few_colours.js";

const FITTED = 48; // frames that the palette is fitted to

/**
 * @typedef {Object} Inks
 * @property {Uint32Array} palette
 * @property {(pixels: ArrayLike<number>) => Uint8Array} index of the pixels of a picture, (C, H, W) in [0, 1]
 * @property {(strokes: Float32Array, width: number) => Uint8Array} write of writing, 0 for paper and 1 for ink
 */

/**
 * @param {{engine: any, scale: string}} state
 * @param {Float32Array[]} codes of all frames
 * @param {boolean} [hasWriting]
 * @returns {Inks}
 */
export function inksOf({ engine, scale }, codes, hasWriting = false) {
  const [channels, height, width] = engine.imageShape;
  if (channels === 1) return { palette: colourTable(scale), index: greys, write: greys };
  const area = height * width;
  const stride = Math.max(1, Math.ceil(codes.length / FITTED));
  const some = codes.filter((_, i) => i % stride === 0 || i === codes.length - 1);
  const pictures = some.map((z) => Float32Array.from(engine.decode(z)));
  if (hasWriting) pictures.push(Float32Array.from({ length: 3 * area }, (_, i) => (i % area) / (area - 1)));
  const palette = fitPalette(pictures, area);
  const write = (strokes, across) => createDither(palette, across)(Float32Array.of(...strokes, ...strokes, ...strokes));
  return { palette, index: createDither(palette, width), write };
}

const greys = (pixels) => Uint8Array.from(pixels, (value) => value * 255 + 0.5);

/** Every index as a square of by x by. */
export function enlargedIndices(indices, width, by) {
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

/**
 * Colour pictures in 256 colours of their own: a palette that is fitted to them, and a dither that hides its steps.
 *
 * P. Heckbert, "Color Image Quantization for Frame Buffer Display" (SIGGRAPH 1982) for cutting boxes of colours; the
 * box with the largest squared error is cut next, at its mean, as in S. Wan, P. Prusinkiewicz and S. Wong,
 * "Variance-Based Color Image Quantization for Frame Buffer Display" (1990). The dither is ordered (B. Bayer, 1973),
 * because error diffusion flickers from frame to frame; each pixel is mixed from its nearest colour and the one
 * opposite.
 */

const COLOURS = 256;
const CELLS = 64; // of a channel: colours closer than 4 of 255 share a bin
const BAYER = [
  0, 32, 8, 40, 2, 34, 10, 42, 48, 16, 56, 24, 50, 18, 58, 26, 12, 44, 4, 36, 14, 46, 6, 38, 60, 28, 52, 20, 62, 30, 54,
  22, 3, 35, 11, 43, 1, 33, 9, 41, 51, 19, 59, 27, 49, 17, 57, 25, 15, 47, 7, 39, 13, 45, 5, 37, 63, 31, 55, 23, 61, 29,
  53, 21,
];

/**
 * @param {Iterable<Float32Array>} pictures in [0, 1], three planes of `area` pixels each
 * @returns {Uint32Array} 256 little-endian RGBA words
 */
export function fitPalette(pictures, area) {
  const boxes = [boxOf(binned(pictures, area))];
  while (boxes.length < COLOURS) {
    const at = boxes.reduce((worst, box, i) => (box.error > boxes[worst].error ? i : worst), 0);
    if (!(boxes[at].error > 0)) break;
    boxes.push(...boxes.splice(at, 1).flatMap(cut));
  }
  const byte = (value) => Math.min(255, Math.max(0, Math.round(255 * value)));
  return Uint32Array.from({ length: COLOURS }, (_, i) => {
    const [r, g, b] = (boxes[i] ?? boxes[0]).mean.map(byte);
    return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
  });
}

/** Mean colour and number of the pixels in every bin: [r, g, b, count]. */
function binned(pictures, area) {
  const bins = new Map();
  for (const pixels of pictures) {
    for (let p = 0; p < area; p++) {
      const colour = [pixels[p], pixels[area + p], pixels[2 * area + p]];
      const key = keyOf(...colour);
      const bin = bins.get(key) ?? bins.set(key, [0, 0, 0, 0]).get(key);
      for (let c = 0; c < 3; c++) bin[c] += colour[c];
      bin[3] += 1;
    }
  }
  return Array.from(bins.values(), ([r, g, b, count]) => [r / count, g / count, b / count, count]);
}

const cell = (value) => Math.min(CELLS - 1, Math.max(0, Math.floor(value * CELLS)));
const keyOf = (r, g, b) => (cell(r) * CELLS + cell(g)) * CELLS + cell(b);

function boxOf(bins) {
  const count = bins.reduce((sum, bin) => sum + bin[3], 0);
  const mean = [0, 1, 2].map((c) => bins.reduce((sum, bin) => sum + bin[c] * bin[3], 0) / count);
  const spread = [0, 1, 2].map((c) => bins.reduce((sum, bin) => sum + bin[3] * (bin[c] - mean[c]) ** 2, 0));
  return {
    bins,
    mean,
    axis: spread.indexOf(Math.max(...spread)),
    error: bins.length > 1 ? spread[0] + spread[1] + spread[2] : 0,
  };
}

function cut({ bins, mean, axis }) {
  const halves = [bins.filter((bin) => bin[axis] <= mean[axis]), bins.filter((bin) => bin[axis] > mean[axis])];
  if (halves.every((half) => half.length)) return halves.map(boxOf);
  return [bins.slice(0, 1), bins.slice(1)].map(boxOf); // equal up to rounding
}

/**
 * @param {Uint32Array} palette
 * @param {number} width of the pictures, in pixels
 * @returns {(pixels: Float32Array) => Uint8Array} an index of the palette for every pixel
 */
export function createDither(palette, width) {
  const colours = Array.from(palette, (word) =>
    [word & 255, (word >> 8) & 255, (word >> 16) & 255].map((value) => value / 255),
  );
  const pairs = new Map();
  return function dither(pixels) {
    const area = pixels.length / 3;
    const indices = new Uint8Array(area);
    for (let p = 0; p < area; p++) {
      const colour = [pixels[p], pixels[area + p], pixels[2 * area + p]];
      const key = keyOf(...colour);
      const [near, other] = pairs.get(key) ?? pairs.set(key, pairOf(colours, key)).get(key);
      const threshold = (BAYER[(Math.floor(p / width) % 8) * 8 + ((p % width) % 8)] + 0.5) / 64;
      indices[p] = shareOf(colour, colours[near], colours[other]) > threshold ? other : near;
    }
    return indices;
  };
}

/** The colour nearest to the middle of a bin, and the one nearest to what it leaves out. */
function pairOf(colours, key) {
  const middle = [Math.floor(key / CELLS ** 2), Math.floor(key / CELLS) % CELLS, key % CELLS].map(
    (value) => (value + 0.5) / CELLS,
  );
  const near = nearest(colours, middle);
  const opposite = middle.map((value, c) => 2 * value - colours[near][c]);
  return [near, nearest(colours, opposite)];
}

/** @param {number[][]} colours @param {number[]} colour @returns {number} the index of the colour nearest to it */
function nearest(colours, [r, g, b]) {
  let [best, least] = [0, Infinity];
  for (let i = 0; i < colours.length; i++) {
    const [x, y, z] = colours[i];
    const apart = (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2;
    if (apart < least) [best, least] = [i, apart];
  }
  return best;
}

/** How much of the way from one colour to another a third one lies. */
function shareOf(colour, from, to) {
  let [along, length] = [0, 0];
  for (let c = 0; c < 3; c++) {
    along += (colour[c] - from[c]) * (to[c] - from[c]);
    length += (to[c] - from[c]) ** 2;
  }
  return length ? along / length : 0;
}

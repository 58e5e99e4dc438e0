/** From pixels in [0, 1] (C, H, W) to a canvas: a lookup table and one putImageData, never a rectangle per pixel. */

const SCALES = {
  grey: [
    [0, 0, 0],
    [255, 255, 255],
  ],
  ink: [
    [255, 255, 255],
    [16, 18, 24],
  ],
  // Perceptual, dark to light; stops drawn for this project with evenly rising OKLab lightness.
  ember: [
    [10, 8, 24],
    [70, 22, 92],
    [148, 38, 98],
    [214, 74, 68],
    [246, 146, 62],
    [253, 236, 168],
  ],
};

export const SCALE_NAMES = Object.keys(SCALES);

/** @type {Map<string, Uint32Array>} */
const tables = new Map();

/** 256 little-endian RGBA words of a colour scale. */
export function colourTable(name) {
  if (!tables.has(name))
    tables.set(
      name,
      buildTable((t) => [...mix(SCALES[name], t), 255]),
    );
  return tables.get(name);
}

/** 256 words of one colour whose alpha is the pixel: strokes without a background. */
export function strokeTable([r, g, b]) {
  const key = `stroke ${r} ${g} ${b}`;
  if (!tables.has(key))
    tables.set(
      key,
      buildTable((t) => [r, g, b, 255 * t]),
    );
  return tables.get(key);
}

/**
 * Writes pixels into an ImageData of the same size.
 *
 * @param {ImageData} image
 * @param {ArrayLike<number>} pixels in [0, 1], (C, H, W) with C 1 or 3
 * @param {Uint32Array} table for C = 1
 */
export function fillImage(image, pixels, table) {
  const words = new Uint32Array(image.data.buffer);
  const area = words.length;
  if (pixels.length === area) {
    for (let i = 0; i < area; i++) words[i] = table[(pixels[i] * 255 + 0.5) | 0];
    return image;
  }
  const byte = (value) => (value * 255 + 0.5) | 0;
  for (let i = 0; i < area; i++) {
    words[i] = 0xff000000 | (byte(pixels[2 * area + i]) << 16) | (byte(pixels[area + i]) << 8) | byte(pixels[i]);
  }
  return image;
}

/** A painter bound to a canvas of the picture's own size; CSS scales it, crisp or smooth. */
export function createPainter(canvas, [, height, width]) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  return (pixels, table) => context.putImageData(fillImage(image, pixels, table), 0, 0);
}

/**
 * The same for pictures of whatever model is there: it fits the canvas anew where their shape is another.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {(shape: [number, number, number]) => void} [fitted] is called then
 * @returns {(pixels: Float32Array, shape: [number, number, number], table: Uint32Array) => void} shape: the model's own
 */
export function createFittingPainter(canvas, fitted = () => {}) {
  let fits = null;
  let paint = null;
  return (pixels, shape, table) => {
    if (fits !== shape) {
      fits = shape;
      paint = createPainter(canvas, shape);
      fitted(shape);
    }
    paint(pixels, table);
  };
}

/** "#3f90da" or "rgb(63, 144, 218)" -> [63, 144, 218]. */
export function parseColour(text) {
  const hex = /^#(..)(..)(..)$/.exec(text.trim());
  if (hex) return hex.slice(1).map((part) => parseInt(part, 16));
  return (text.match(/[\d.]+/g) ?? [128, 128, 128]).slice(0, 3).map(Number);
}

function buildTable(colour) {
  const words = new Uint32Array(256);
  const bytes = new Uint8ClampedArray(words.buffer);
  for (let i = 0; i < 256; i++) bytes.set(colour(i / 255), 4 * i);
  return words;
}

function mix(stops, t) {
  const at = t * (stops.length - 1);
  const index = Math.min(Math.floor(at), stops.length - 2);
  const share = at - index;
  return stops[index].map((from, c) => from + (stops[index + 1][c] - from) * share);
}

/** Canvases behind tiles: a value of a tile is a pixel, or a picture a block of them. */

const GUTTER_PART = 32; // of a picture's side, on either side of it

/** Draws a part of a tile's canvas into a box. */
export function drawPart(context, canvas, part, { left, top, width, height }) {
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

/** The same where the pixels are samples at the corners of a lattice: the tile begins in the middle of the first. */
export function drawCorners(context, canvas, part, { left, top, width, height }) {
  const [across, down] = [canvas.width - 1, canvas.height - 1];
  const [x, y] = [0.5 + part.left * across, 0.5 + part.top * down];
  context.drawImage(canvas, x, y, part.size * across, part.size * down, left, top, width, height);
}

/** A canvas with a pixel for each value. */
export function pixelCanvas(width, height) {
  const element = document.createElement("canvas");
  Object.assign(element, { width, height });
  const context = element.getContext("2d");
  const image = context.createImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  return {
    element,
    /** @param {(i: number) => number} wordAt little-endian RGBA */
    fill(wordAt) {
      for (let i = 0; i < words.length; i++) words[i] = wordAt(i);
      context.putImageData(image, 0, 0);
    },
  };
}

/** Pixels between pictures of a side, so that what fills its frame reads as a picture of its own. */
export const gutterOf = (side) => 2 * Math.max(1, Math.round(side / GUTTER_PART));

/**
 * Pictures of a tile side by side on one canvas, each in the middle of its cell.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} pixels of all pictures, (side * side, C, H, W)
 * @param {number[]} shape [C, H, W] of each
 * @param {number} side pictures along the tile
 * @param {Uint32Array} table of colours for C = 1; gutters have its first, those of colour pictures none
 */
export function paintPictures(canvas, pixels, [channels, height, width], side, table) {
  const gutter = gutterOf(Math.max(height, width));
  const [across, down] = [width + gutter, height + gutter];
  Object.assign(canvas, { width: side * across, height: side * down });
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  const words = new Uint32Array(image.data.buffer);
  if (channels === 1) words.fill(table[0]);
  const area = height * width;
  for (let i = 0; i < side * side; i++) {
    const [left, top] = [(i % side) * across + gutter / 2, Math.floor(i / side) * down + gutter / 2];
    const corner = top * canvas.width + left;
    for (let p = 0; p < area; p++) {
      const at = i * channels * area + p;
      const word = channels === 1 ? table[pixels[at]] : rgb(pixels, at, area);
      words[corner + Math.floor(p / width) * canvas.width + (p % width)] = word;
    }
  }
  context.putImageData(image, 0, 0);
}

const rgb = (pixels, at, area) => 0xff000000 | (pixels[at + 2 * area] << 16) | (pixels[at + area] << 8) | pixels[at];

/** Canvases behind tiles: a value of a tile is a pixel, or a picture a block of them. */

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

/**
 * Pictures of a tile side by side on one canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} pixels of all pictures, (side * side, C, H, W)
 * @param {number[]} shape [C, H, W] of each
 * @param {number} side pictures along the tile
 * @param {Uint32Array} table of colours for C = 1
 */
export function paintPictures(canvas, pixels, [channels, height, width], side, table) {
  Object.assign(canvas, { width: side * width, height: side * height });
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  const words = new Uint32Array(image.data.buffer);
  const area = height * width;
  for (let i = 0; i < side * side; i++) {
    const corner = Math.floor(i / side) * height * canvas.width + (i % side) * width;
    for (let p = 0; p < area; p++) {
      const at = i * channels * area + p;
      const word = channels === 1 ? table[pixels[at]] : rgb(pixels, at, area);
      words[corner + Math.floor(p / width) * canvas.width + (p % width)] = word;
    }
  }
  context.putImageData(image, 0, 0);
}

const rgb = (pixels, at, area) => 0xff000000 | (pixels[at + 2 * area] << 16) | (pixels[at + area] << 8) | pixels[at];

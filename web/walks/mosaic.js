/** Decoded pictures side by side on one canvas, from the bytes that the workbench gave. */

import { colourTable } from "../kit/picture.js";

/**
 * @param {HTMLCanvasElement} canvas takes the size of the whole, a pixel a pixel
 * @param {{pixels: Uint8Array, imageShape: number[], scale: string}} pictures pixels: (N, C, H, W)
 * @param {(number | null)[]} cells index of the picture in each cell, row by row; null leaves it empty
 * @param {number} columns
 */
export function paintMosaic(canvas, { pixels, imageShape: [channels, height, width], scale }, cells, columns) {
  canvas.width = columns * width;
  canvas.height = Math.ceil(cells.length / columns) * height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  const words = new Uint32Array(image.data.buffer);
  const area = height * width;
  const wordAt = channels === 1 ? greyWords(pixels, colourTable(scale)) : colourWords(pixels, area);
  cells.forEach((picture, cell) => {
    if (picture === null) return;
    const start = picture * channels * area;
    const corner = Math.floor(cell / columns) * height * canvas.width + (cell % columns) * width;
    for (let p = 0; p < area; p++)
      words[corner + Math.floor(p / width) * canvas.width + (p % width)] = wordAt(start + p);
  });
  context.putImageData(image, 0, 0);
}

const greyWords = (pixels, table) => (at) => table[pixels[at]];
const colourWords = (pixels, area) => (at) =>
  0xff000000 | (pixels[at + 2 * area] << 16) | (pixels[at + area] << 8) | pixels[at];

/** Pictures enlarged pixel for pixel on a canvas of its own: what films and PNG strips are made of. */

import { colourTable, createPainter } from "../kit/picture.js";

/**
 * @param {{engine: any, scale: string}} state
 * @param {number} by screen pixels per pixel
 * @param {number} [columns]
 * @returns {{canvas: HTMLCanvasElement, show: (z: Float32Array, column?: number) => void}}
 */
export function createScreen({ engine, scale }, by, columns = 1) {
  const [, height, width] = engine.imageShape;
  const small = document.createElement("canvas");
  const paint = createPainter(small, engine.imageShape);
  const canvas = document.createElement("canvas");
  canvas.width = width * by * columns;
  canvas.height = height * by;
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = false;
  return {
    canvas,
    show(z, column = 0) {
      paint(engine.decode(z), colourTable(scale));
      context.drawImage(small, column * width * by, 0, width * by, height * by);
    },
  };
}

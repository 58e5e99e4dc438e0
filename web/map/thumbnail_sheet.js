/** Decoded pictures of codes on one canvas, the oldest making room for new ones: panning over known ground is free. */

import { fillImage, parseColour, strokeTable } from "../kit/picture.js";
import { classColour } from "../kit/theme.js";

const COLUMNS = 32;
export const ROOM = COLUMNS ** 2;

/**
 * @param {HTMLCanvasElement} canvas to paint on
 * @param {{view: any, engine: any}} state as they are now
 * @param {object} theme
 */
export function createSheet(canvas, { view, engine }, theme) {
  const [channels, height, width] = engine.imageShape;
  Object.assign(canvas, { width: COLUMNS * width, height: COLUMNS * height });
  const context = canvas.getContext("2d");
  const image = new ImageData(width, height);
  const pixels = new Float32Array(channels * height * width);
  /** @type {Map<number, number>} code -> slot of the sheet, oldest first */
  const slots = new Map();
  const cornerOf = (slot) => [(slot % COLUMNS) * width, Math.floor(slot / COLUMNS) * height];

  function freeSlot() {
    if (slots.size < ROOM) return slots.size;
    const [oldest, freed] = slots.entries().next().value;
    slots.delete(oldest);
    return freed;
  }

  return {
    has: (index) => slots.has(index),

    /** Decodes a code and keeps its picture, in the colour of its class. */
    paint(index) {
      const slot = freeSlot();
      engine.decode(view.code(index), pixels);
      fillImage(image, pixels, strokeTable(parseColour(classColour(theme, view.labels[index]))));
      const [left, top] = cornerOf(slot);
      context.putImageData(image, left, top);
      slots.set(index, slot);
    },

    /** Copies a kept picture into a square. @param {CanvasRenderingContext2D} target */
    draw(target, index, left, top, side) {
      const [x, y] = cornerOf(slots.get(index));
      target.drawImage(canvas, x, y, width, height, left, top, side, side);
    },
  };
}

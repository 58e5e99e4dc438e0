/** The pad's planes are those of its whole canvas, however little of it is read at a time. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createPadPixels } from "../../web/draw/pad_pixels.js";

const SIDE = 24;

/** A canvas of colours by a formula, and the pixels that were asked for. */
function createCanvas() {
  const data = new Uint8ClampedArray(4 * SIDE * SIDE);
  const asked = { pixels: 0 };
  const getImageData = (left, top, width, height) => {
    asked.pixels += width * height;
    const part = new Uint8ClampedArray(4 * width * height);
    for (let y = 0; y < height; y++) {
      const from = 4 * ((top + y) * SIDE + left);
      part.set(data.subarray(from, from + 4 * width), 4 * y * width);
    }
    return { data: part };
  };
  const dot = (x, y, [r, g, b]) => data.set([r, g, b, 255], 4 * (y * SIDE + x));
  return { data, asked, dot, getImageData };
}

const greyOf = ({ data }) =>
  Float32Array.from(
    { length: SIDE * SIDE },
    (_, i) => (0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]) / 255,
  );

test("after a line only its surroundings are read, and the plane is that of the whole canvas", () => {
  const canvas = createCanvas();
  for (let i = 0; i < SIDE; i++) canvas.dot(i, i, [250, 10 * i, 3]);
  const pixels = createPadPixels(canvas, SIDE);
  assert.deepEqual(pixels.read(1)[0], greyOf(canvas));
  assert.equal(canvas.asked.pixels, SIDE * SIDE);
  for (let x = 3; x <= 8; x++) canvas.dot(x, 22, [255, 255, 255]);
  pixels.changedAlong([4, 22.5], [8, 22.5], 4);
  pixels.changedAlong([8, 22.5], [5, 22.5], 4);
  assert.deepEqual(pixels.read(1)[0], greyOf(canvas));
  assert.equal(canvas.asked.pixels, SIDE * SIDE + 10 * 5); // the canvas ends below the line
  pixels.read(1);
  assert.equal(canvas.asked.pixels, SIDE * SIDE + 10 * 5);
});

test("colours, and what is wiped, are read as a whole", () => {
  const canvas = createCanvas();
  canvas.dot(2, 3, [51, 102, 204]);
  const pixels = createPadPixels(canvas, SIDE);
  pixels.read(1);
  assert.deepEqual(
    pixels.read(3).map((plane) => plane[3 * SIDE + 2]),
    [0.2, 0.4, 0.8].map(Math.fround),
  );
  canvas.data.fill(0);
  pixels.changedAll();
  assert.ok(pixels.read(3).every((plane) => plane.every((value) => value === 0)));
});

/** A drawing becomes an image of the data set by that set's own recipe. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { framed } from "../../web/draw/framing.js";
import { resample } from "../../web/draw/resample.js";

const SIDE = 280;
const MNIST = { box: 20, centre: "mass" };
const FASHION = { box: 28, centre: "box" };
const SHAPE = [1, 28, 28];

/** A plane with rectangles of ink, [left, top, right, bottom, value]. */
function planeWith(...boxes) {
  const plane = new Float32Array(SIDE * SIDE);
  for (const [left, top, right, bottom, value = 1] of boxes)
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) plane[y * SIDE + x] = value;
  return plane;
}

const picture = (...planes) => ({ planes, side: SIDE });
const sumOf = (values) => values.reduce((sum, value) => sum + value, 0);

function massOf(image) {
  const at = (of) => image.reduce((sum, value, i) => sum + value * of(i), 0) / sumOf(image);
  return [at((i) => i % 28), at((i) => Math.floor(i / 28))];
}

function extentOf(image) {
  const inked = [...image.keys()].filter((i) => image[i] > 0.01);
  const span = (values) => Math.max(...values) - Math.min(...values) + 1;
  return [span(inked.map((i) => i % 28)), span(inked.map((i) => Math.floor(i / 28)))];
}

test("ink of any size and place becomes MNIST's box of 20 pixels with its centre of mass on pixel 14", () => {
  const tall = framed(picture(planeWith([30, 20, 50, 120], [30, 100, 80, 120])), SHAPE, MNIST);
  const small = framed(picture(planeWith([200, 200, 210, 250], [200, 240, 225, 250])), SHAPE, MNIST);
  for (const image of [tall, small]) {
    const [x, y] = massOf(image);
    assert.ok(Math.abs(x - 14) < 0.01 && Math.abs(y - 14) < 0.01, `${x}, ${y}`);
    assert.ok(Math.abs(extentOf(image)[1] - 20) <= 1);
  }
  tall.forEach((value, i) => {
    assert.ok(Math.abs(value - small[i]) < 1e-5); // the one is the other, larger and elsewhere
  });
});

test("another set's box is centred by its middle and fills its side", () => {
  const image = framed(picture(planeWith([10, 10, 60, 110])), SHAPE, FASHION);
  assert.deepEqual(extentOf(image), [14, 28]);
  assert.equal(image[14 * 28 + 7], 1);
  assert.equal(image[14 * 28 + 6], 0);
});

test("dark ink on light paper is turned round, and grain of the paper is no ink", () => {
  const paper = planeWith([0, 0, SIDE, SIDE, 0.82]);
  const dark = paper.map((value, i) => value + 0.03 * Math.sin(i));
  planeWith([100, 60, 130, 220]).forEach((ink, i) => {
    if (ink) dark[i] = 0.1;
  });
  const drawn = framed(picture(planeWith([100, 60, 130, 220])), SHAPE, MNIST);
  const photographed = framed(picture(dark), SHAPE, MNIST);
  assert.ok(Math.max(...drawn.map((value, i) => Math.abs(value - photographed[i]))) < 0.06);
});

test("no ink is no image, on a black pad as on grey paper", () => {
  assert.equal(framed(picture(planeWith()), SHAPE, MNIST), null);
  assert.equal(framed(picture(planeWith([0, 0, SIDE, SIDE, 0.5])), SHAPE, MNIST), null);
  assert.equal(framed(picture(planeWith()), SHAPE, null), null);
});

test("a set without a recipe, and colour, take the whole square", () => {
  const red = planeWith([0, 0, SIDE, SIDE, 0.5]);
  const green = planeWith([0, 0, SIDE / 2, SIDE]);
  const image = framed(picture(red, green, planeWith()), [3, 4, 4], null);
  [...Array(16).fill(0.5), ...Array(4).fill([1, 1, 0, 0]).flat(), ...Array(16).fill(0)].forEach((value, i) => {
    assert.ok(Math.abs(image[i] - value) < 1e-6, `pixel ${i}`);
  });
  const wide = framed(picture(green), [1, 2, 4], null);
  assert.deepEqual([...wide].map(Math.round), [0, 1, 0, 0, 0, 1, 0, 0]); // as large as it fits, in the middle
});

test("a new pixel is the mean of what it covers, and ink is neither lost nor made", () => {
  const plane = Float32Array.from([0, 0, 0, 0, 0, 1, 0.5, 0, 0, 0.25, 0, 0, 0, 0, 0, 0]);
  for (const from of [
    { x: 0, y: 0, scale: 2 },
    { x: -1.3, y: -0.4, scale: 1.7 },
    { x: -1, y: -1, scale: 0.61 },
  ]) {
    const out = resample(plane, 4, from, 10, 10);
    assert.ok(Math.abs(sumOf(out) * from.scale ** 2 - 1.75) < 1e-6);
  }
  assert.deepEqual([...resample(plane, 4, { x: 0, y: 0, scale: 2 }, 2, 2)], [0.25, 0.125, 0.0625, 0]);
});

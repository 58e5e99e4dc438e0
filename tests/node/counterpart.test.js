/** What the second of two models shows of what the first one does. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { anotherImage, counterpart, walkCode } from "../../web/compare/counterpart.js";

const CODES = [
  [0, 0],
  [1, 2],
  [4, -4],
];
const view = { parts: [], count: 3, latentDim: 2, labels: [0, 0, 1], code: (index) => Float32Array.from(CODES[index]) };
const engine = { spec: { encoder: {} }, encode: (pixels, near) => ({ mu: Float32Array.of(pixels[0], near[1]) }) };
const pixels = Float32Array.of(0.5);
const shown = { z: Float32Array.of(7, 8), pixels, index: null, walk: null, nearest: 1, parts: [], isOfBoth: false };
const at = (more, samePlace = false, second = { engine, view }) => {
  const { z, how } = counterpart({ ...shown, ...more }, second, samePlace);
  return [how, ...z];
};

test("an image has the second model's own code", () => {
  assert.deepEqual(at({ index: 2 }), ["image", 4, -4]);
});

test("a walk is straight between its own codes of the two images", () => {
  assert.deepEqual(at({ walk: { from: 1, to: 2, at: 0.5 }, index: 2 }), ["walk", 2.5, -1]);
  assert.deepEqual(Array.from(walkCode(view, { from: 1, to: 2, at: 0 })), CODES[1]);
  assert.deepEqual(Array.from(walkCode(view, { from: 1, to: 2, at: 1 })), CODES[2]);
});

test("elsewhere it encodes the first picture, given what is given of the nearest image", () => {
  assert.deepEqual(at({}), ["picture", 0.5, 2]);
  assert.deepEqual(at({}, false, { engine: { spec: { encoder: null } }, view }), ["nearest", 1, 2]);
});

test("the second is given the class, or the blend of classes, that the first one has", () => {
  const ofFirst = [
    { name: "z", kind: "vector", start: 0, stop: 1 },
    { name: "y", kind: "class", start: 1, stop: 3 },
  ];
  const ofSecond = [
    { name: "z", kind: "vector", start: 0, stop: 2 },
    { name: "y", kind: "class", start: 2, stop: 4 },
  ];
  const second = {
    engine: { spec: { encoder: {} }, encode: (_, near) => ({ mu: near }) },
    view: { ...view, parts: ofSecond, code: () => Float32Array.of(5, 6, 0, 1) },
  };
  const first = { z: Float32Array.of(7, 0.75, 0.25), parts: ofFirst };
  assert.deepEqual(at(first, false, second), ["picture", 5, 6, 0.75, 0.25]);
  assert.deepEqual(at({}, false, second), ["picture", 5, 6, 0, 1]);
});

test("beside itself a model of two decoders draws the same code by the other one", () => {
  const parts = [
    { name: "z", kind: "vector", start: 0, stop: 1 },
    { name: "b", kind: "blend", start: 1, stop: 2 },
  ];
  const own = { parts, isOfBoth: true, index: 2 };
  assert.deepEqual(at({ ...own, z: Float32Array.of(7, 1) }), ["twin", 7, 0]);
  assert.deepEqual(at({ ...own, z: Float32Array.of(7, 0.25) }), ["adversarial", 7, 1]);
});

test("the same numbers are taken where they are wanted and fit", () => {
  assert.deepEqual(at({ index: 2 }, true), ["place", 7, 8]);
  assert.deepEqual(at({ index: 2 }, true, { engine, view: { ...view, latentDim: 3 } }), ["image", 4, -4]);
});

test("another image is of another class, or at least another one", () => {
  assert.equal(
    anotherImage(view, 0, () => 0.99),
    2,
  );
  const alike = { ...view, labels: [0, 0, 0] };
  for (const share of [0, 0.4, 0.99])
    assert.notEqual(
      anotherImage(alike, 1, () => share),
      1,
    );
});

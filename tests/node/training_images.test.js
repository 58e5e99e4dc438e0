/** Where an atlas has training images beside the held-out ones, each is called what it is and drawn as such. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { figureOf } from "../../web/map/canvas_figure.js";
import { imageInWords } from "../../web/meter/image_words.js";

const THEME = { kind: "light", classes: ["#111111", "#222222"] };
const VIEW = { split: "all", count: 4, measured: 2, classNames: ["cat", "dog"], labels: [0, 1, 0, 1], latentDim: 2 };
const CHOICE = { projection: "tsne", colouring: "class" };
const groupsOf = (view) =>
  figureOf({ view, model: "mine", hidden: new Set() }, CHOICE, THEME, new Float32Array(8)).groups;

test("an image is a test image or a training image by its place", () => {
  assert.equal(imageInWords(VIEW, 1), "test image 1, a dog");
  assert.equal(imageInWords(VIEW, 2), "training image 2, a cat");
});

test("training images are hollow, and lie below the others of their class", () => {
  const drawn = groupsOf(VIEW).map(({ indices, hollow = false }) => [indices, hollow]);
  assert.deepEqual(drawn, [
    [[2], true],
    [[0], false],
    [[3], true],
    [[1], false],
  ]);
});

test("an atlas of one split has one kind of mark", () => {
  assert.equal(groupsOf({ ...VIEW, split: "test", measured: 4 }).length, 2);
});

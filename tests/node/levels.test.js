/** Levels of a hierarchy: what is drawn anew, what is taken from another code, and a level's temperature. */

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  atTemperature,
  firstLevels,
  isHeld,
  levelAt,
  redrawnBelow,
  temperatureOf,
  withLevel,
} from "../../web/latent/levels.js";
import { orderedAxes, shownOf } from "../../web/sliders/telling.js";

const LEVELS = [
  { name: "e3", kind: "level", start: 0, stop: 1 },
  { name: "e2", kind: "level", start: 1, stop: 3 },
  { name: "e1", kind: "level", start: 3, stop: 9 },
];
const Z = Float32Array.from({ length: 9 }, (_, d) => d + 1);
const OTHER = Z.map((value) => -value);

test("what lies below a level is drawn anew, and nothing else", () => {
  assert.deepEqual(Array.from(redrawnBelow(LEVELS, Z, 1, () => 0.5)), [1, 2, 3, ...Array(6).fill(0.5)]);
  assert.deepEqual(
    redrawnBelow(LEVELS, Z, 2, () => 0.5),
    Z,
  );
});

test("one level is taken from another code", () => {
  assert.deepEqual(Array.from(withLevel(Z, OTHER, LEVELS[1])), [1, -2, -3, 4, 5, 6, 7, 8, 9]);
});

test("the first levels are those of the image, the rest of the draw", () => {
  for (const [k, kept] of [
    [0, 0],
    [1, 1],
    [2, 3],
    [3, 9],
  ]) {
    const made = firstLevels(LEVELS, Z, OTHER, k);
    assert.deepEqual(Array.from(made), [...Z.slice(0, kept), ...OTHER.slice(kept)]);
  }
});

test("a temperature scales the noise of a level alone, and comes back from 0", () => {
  const level = LEVELS[1];
  assert.ok(Math.abs(temperatureOf(Z, level) - Math.sqrt((4 + 9) / 2)) < 1e-6);
  const cold = atTemperature(Z, level, 0, Z);
  assert.deepEqual(Array.from(cold), [1, 0, 0, 4, 5, 6, 7, 8, 9]);
  const back = atTemperature(cold, level, temperatureOf(Z, level), Z);
  for (const [d, value] of back.entries()) assert.ok(Math.abs(value - Z[d]) < 1e-5);
});

test("a level is held when all of its numbers are", () => {
  assert.equal(isHeld(LEVELS[1], new Set([1])), false);
  assert.equal(isHeld(LEVELS[1], new Set([1, 2])), true);
  assert.equal(levelAt(LEVELS, 2), 1);
  assert.equal(levelAt([], 2), -1);
});

test("sliders come by level, the most telling four of each first; those of a held level stay folded", () => {
  const dims = Array.from(Z, (value, dim) => ({ dim, mean: 0, low: -1, high: 1, klNats: value, active: true }));
  const view = { dims, latentDim: 9, parts: LEVELS };
  const { axes } = orderedAxes(view);
  assert.deepEqual(
    axes.map(({ dim }) => dim),
    [0, 2, 1, 8, 7, 6, 5, 4, 3],
  );
  const state = { names: {}, locks: new Set(), allSliders: false, view };
  const shown = (more) => axes.filter((_, at) => shownOf(axes, { ...state, ...more })[at]).map(({ dim }) => dim);
  assert.deepEqual(shown({}), [0, 2, 1, 8, 7, 6, 5]);
  assert.deepEqual(shown({ locks: new Set([3]) }), [0, 2, 1, 8, 7, 6, 5, 3]);
  assert.deepEqual(shown({ locks: new Set([3, 4, 5, 6, 7, 8]) }), [0, 2, 1, 8, 7, 6, 5]);
});

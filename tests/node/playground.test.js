import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenPair, latentGrid, reachOf } from "../../web/playground/plane_codes.js";
import {
  BREAKS,
  breakOf,
  broken,
  FIRST,
  fitting,
  mended,
  readSettings,
  settingsText,
} from "../../web/playground/settings.js";
import { COUNT, pointsAround, TOYS, toyPoints } from "../../web/playground/toys.js";

test("a link writes what is not as at first, and reads it back", () => {
  assert.equal(settingsText(FIRST), "");
  for (const turned of [
    { beta: 0 },
    { noise: false, seed: 12 },
    { data: "ring", latentDim: 1, pace: 0, rate: 0.0001 },
  ]) {
    const settings = fitting({ ...FIRST, ...turned });
    assert.deepEqual(readSettings(settingsText(settings)), settings);
  }
});

test("a damaged link is told from a whole one", () => {
  for (const damaged of ["beta:7", "nothing:1", "seed:-1", "noise:maybe", "beta", "data:__proto__", "constructor:1"])
    assert.equal(readSettings(damaged), null, damaged);
  assert.equal(readSettings("data:ring,likelihood:bernoulli").likelihood, "fixed");
});

test("every break is known again, also on points, and mending takes it back", () => {
  for (const data of ["digits", "ring"]) {
    const first = fitting({ ...FIRST, data });
    assert.equal(breakOf(first), null);
    for (const name of Object.keys(BREAKS)) {
      assert.equal(breakOf(broken(first, name)), name);
      assert.deepEqual(mended(broken(first, name)), first);
    }
  }
});

test("points have one size for all toys, and a seed repeats them", () => {
  for (const name of TOYS) {
    const points = toyPoints(name);
    assert.equal(points.length, 2 * COUNT);
    assert.deepEqual(points, toyPoints(name));
    assert.ok(
      points.every((value) => Math.abs(value) < 1.6),
      name,
    );
  }
  const near = pointsAround([0.5, -0.5]);
  assert.ok(near.every((value, i) => Math.abs(value - (i % 2 ? -0.5 : 0.5)) < 0.2));
});

test("the plane shows the two dimensions that tell most and holds nearly all codes", () => {
  const codes = Float32Array.from({ length: 6 * 100 }, (_, i) => [0.1, 5, -4, 0, 0, 0][i % 6]);
  assert.deepEqual(chosenPair(codes, 3, [0, 1]), [1, 2]);
  assert.deepEqual(chosenPair(codes, 3, [1, 2]), [1, 2]);
  assert.ok(Math.abs(reachOf(codes, 3, [1, 2]) - 5.5) < 1e-5);
  assert.equal(reachOf(new Float32Array(400), 2, [0, 1]), 3);
  const grid = latentGrid(2, 3, 3, [1, 2]);
  assert.deepEqual([...grid], [0, -1.5, 1.5, 0, 1.5, 1.5, 0, -1.5, -1.5, 0, 1.5, -1.5]);
});

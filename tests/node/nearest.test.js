/** The classifier of Learn's ten labels: the nearest labelled code gives the class. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestLabels, shareRight, sharesAtRandom } from "../../web/learn/nearest.js";

// three classes on a line, around 0, 10 and 20; the last image stands among those of another class
const PLACES = [0, 1, 2, 9, 10, 11, 20, 21, 22, 0.5];
const codes = { code: (i) => [PLACES[i], 0], labels: [0, 0, 0, 1, 1, 1, 2, 2, 2, 2] };
const ALL = PLACES.map((_, i) => i);

test("an image has the class of the nearest labelled code, whatever that code was called", () => {
  const labelled = [
    { index: 1, label: 0 },
    { index: 4, label: 7 },
  ];
  assert.deepEqual(nearestLabels(codes, labelled, ALL), [0, 0, 0, 7, 7, 7, 7, 7, 7, 0]);
});

test("what is right is what the image is", () => {
  const each = [1, 4, 7].map((index) => ({ index, label: codes.labels[index] }));
  assert.equal(shareRight(codes, each, ALL), 0.9);
  assert.equal(shareRight(codes, each.slice(0, 1), ALL), 0.3);
});

test("chance is the mean over all choices that could be made", () => {
  const pool = [1, 4, 7];
  const others = ALL.filter((i) => !pool.includes(i));
  const one = sharesAtRandom(codes, pool, others, { count: 1, draws: 3000, seed: 1 });
  assert.ok(Math.abs(one.mean - (2 + 2 + 3) / 3 / 7) < 0.01);
  const each = sharesAtRandom(codes, pool, others, { count: 1, draws: 20, seed: 1, oneOfEach: true });
  assert.ok(Math.abs(each.mean - 6 / 7) < 1e-12);
  assert.ok(each.deviation < 1e-12);
  assert.deepEqual(one, sharesAtRandom(codes, pool, others, { count: 1, draws: 3000, seed: 1 }));
});

/** A threshold counts what brute force counts, for every number of images that it calls strange. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { histogram, ranking, tally, thresholdAt } from "../../web/odd/tally.js";

const values = [3, 1, 4, 1.5, 9, 2.6, 5, 3];
const strange = [1, 0, 0, 0, 1, 0, 1, 0];

test("a threshold calls as many strange as it was asked to, but for ties", () => {
  for (let count = 0; count <= values.length; count++) {
    const threshold = thresholdAt(values, count);
    const { found, wrong, missed, left } = tally(values, strange, threshold);
    const called = values.map((value) => value >= threshold);
    assert.equal(found, called.filter((is, i) => is && strange[i]).length);
    assert.equal(wrong, called.filter((is, i) => is && !strange[i]).length);
    assert.equal(found + wrong + missed + left, values.length);
    assert.equal(found + wrong, count === 4 ? 5 : count); // two images have a score of 3
  }
});

test("recall, precision and false alarms are shares of their groups", () => {
  const told = tally(values, strange, 3.5);
  assert.deepEqual([told.recall, told.precision, told.falseAlarms], [2 / 3, 2 / 3, 1 / 5]);
  assert.equal(tally(values, strange, Infinity).precision, 1);
});

test("the strangest come first, equal ones in their order", () => {
  assert.deepEqual(ranking(values), [4, 6, 2, 0, 7, 5, 3, 1]);
});

test("every image lies in a bin", () => {
  const { ordinary, odd } = histogram(values, strange, 5);
  assert.deepEqual(
    [ordinary, odd].map((counts) => counts.reduce((a, b) => a + b)),
    [5, 3],
  );
});

/** A picture's place is a share of the ordinary images alone, and the words say no more than the shares do. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { percentBelow, placesOf, reasonOf, verdictOf } from "../../web/odd/place.js";

const strange = [0, 1, 0, 0, 1, 0];
const scores = { near: { values: [1, 0, 2, 3, 0, 4] }, far: { values: [5, 9, 5, 5, 9, 5] }, regret: { values: [] } };
const titles = { near: "Near", far: "Far" };

test("strange images and equal scores do not count, and no share is rounded up", () => {
  assert.equal(percentBelow(scores.near.values, strange, 3), 50);
  assert.equal(percentBelow(scores.near.values, strange, 99), 100);
  assert.equal(percentBelow(scores.far.values, strange, 5), 0);
  assert.equal(percentBelow([1, 2, 3], [0, 0, 0], 2.5), 66);
});

test("the strangest score comes first, and one that the picture does not have is left out", () => {
  const places = placesOf(scores, strange, { far: 5, near: 5 });
  assert.deepEqual(
    places.map(({ name, percent, isStrange }) => [name, percent, isStrange]),
    [
      ["near", 100, true],
      ["far", 0, false],
    ],
  );
  assert.equal(verdictOf(places), "Strange by 1 of 2 scores");
  assert.equal(
    reasonOf(places, titles),
    "By “Near” it is stranger than all, by “Far” stranger than 0 % of the ordinary images.",
  );
});

test("where all scores say the same, the verdict says all", () => {
  const both = placesOf(scores, strange, { far: 6, near: 5 });
  assert.deepEqual([verdictOf(both), reasonOf(both, titles)], ["Strange by all 2 scores", ""]);
  assert.equal(verdictOf(placesOf(scores, strange, { far: 1, near: 0 })), "Ordinary by all 2 scores");
});

/** Walks over the sheet of Learn: between digits that look alike, else between the classes in turn. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { between, middleOf, walksOf } from "../../web/learn/sheet_walk.js";

const viewOf = (classNames, rows) => ({
  latentDim: 2,
  count: rows.length,
  classNames,
  labels: rows.map(([label]) => BigInt(label)),
  code: (i) => Float32Array.from(rows[i].slice(1)),
});

test("digits walk from 4 to 9, from 1 to 7, from 3 to 8", () => {
  const digits = Array.from({ length: 10 }, (_, i) => String(i));
  const walks = walksOf(
    viewOf(
      digits,
      digits.map((_, i) => [i, i, -i]),
    ),
  );
  assert.deepEqual(
    walks.map(({ from, to }) => `${from}${to}`),
    ["49", "17", "38"],
  );
  assert.deepEqual(walks[0].ends, [
    [4, -4],
    [9, -9],
  ]);
});

test("other classes walk in turn, at most three, and one class not at all", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
  assert.deepEqual(
    walksOf(viewOf(names, [])).map(({ from, to }) => from + to),
    ["ab", "cd", "ef"],
  );
  assert.deepEqual(walksOf(viewOf(["all"], [])), []);
});

test("the middle of a class is the mean of its codes, and a share of the way lies on the line", () => {
  const view = viewOf(
    ["a", "b"],
    [
      [0, 1, 1],
      [1, 5, 5],
      [0, 3, 5],
    ],
  );
  assert.deepEqual(middleOf(view, 0), [2, 3]);
  assert.deepEqual(
    [
      ...between(
        [
          [0, 0],
          [2, 4],
        ],
        0.25,
      ),
    ],
    [0.5, 1],
  );
});

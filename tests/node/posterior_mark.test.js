/** Rings on a map: the draws from a drawing's posterior, each where the map has it, while the visitor is there. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createPosteriorMark } from "../../web/map/posterior_mark.js";

const draws = [Float32Array.of(0, 1), Float32Array.of(2, -1)];
globalThis.devicePixelRatio = 1;
const THEME = { text: "#fff", background: "#000" };

function stateOf(more = {}) {
  return { model: "m", pinnedOrigin: { source: "drawing" }, drawing: { last: { model: "m", draws } }, ...more };
}

/** Where rings are drawn, and how often the map was asked for a place. */
function drawn(mark, scale = 1, asked = { count: 0 }) {
  const at = [];
  const context = {
    canvas: {},
    beginPath() {},
    stroke() {},
    arc: (x, y) => at.push([x, y]),
    getTransform: () => ({ a: 1 }),
  };
  const toMap = ([first, second]) => {
    asked.count += 1;
    return [first * scale, second * scale];
  };
  mark(context, { map: scale, toMap, toPixel: (x, y) => [100 + 10 * x, 50 - 10 * y] }, THEME);
  return at;
}

test("every draw has its ring, and each map asks once where they lie", () => {
  const mark = createPosteriorMark(stateOf());
  const asked = { count: 0 };
  assert.deepEqual(drawn(mark, 1, asked), [
    [100, 40],
    [120, 60],
  ]);
  drawn(mark, 1, asked);
  assert.equal(asked.count, 2);
  assert.deepEqual(drawn(mark, 2, asked), [
    [100, 30],
    [140, 70],
  ]);
  assert.equal(asked.count, 4);
});

test("no rings of another model, of a stroke that goes on, or where the visitor has gone elsewhere", () => {
  for (const elsewhere of [
    { model: "other" },
    { drawing: { last: { model: "m", draws: null } } },
    { drawing: { last: null } },
    { pinnedOrigin: { source: "slider" } },
  ])
    assert.deepEqual(drawn(createPosteriorMark(stateOf(elsewhere))), []);
});

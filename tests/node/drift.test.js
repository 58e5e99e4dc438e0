/** Codes that drift through a prior: they stay draws of it, and of a class where it is given. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { createDrift, onCircle } from "../../web/zoo/drift.js";

const PLAIN = [{ name: "z", kind: "vector", start: 0, stop: 4 }];
const GIVEN = [...PLAIN, { name: "y", kind: "class", start: 4, stop: 7 }];
const view = (parts, more = {}) => ({
  parts,
  latentDim: parts.at(-1).stop,
  spec: { prior: "standard", name: "m" },
  array: () => null,
  ...more,
});

test("a drift is continuous, and starts and ends at draws", () => {
  const drift = createDrift(view(PLAIN), 10, 1);
  assert.equal(drift.count, 10);
  const steps = Array.from({ length: 400 }, (_, n) => drift.at(60 * n, 0));
  const jumps = steps.slice(1).map((z, n) => Math.hypot(...z.map((value, d) => value - steps[n][d])));
  assert.ok(Math.max(...jumps) < 0.2);
  assert.ok(Math.hypot(...steps[399].map((value, d) => value - steps[0][d])) > 0.5);
});

test("every point of the circle between two draws has the variance of a draw", () => {
  for (const share of [0, 0.3, 0.5, 1]) {
    const [a, b] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
    assert.ok(Math.abs(Math.hypot(...onCircle(a, b, share, 2)) - 1) < 1e-6);
  }
});

test("where the class is given, all cells have one style, each in its own class", () => {
  const drift = createDrift(view(GIVEN), 10, 1);
  assert.equal(drift.count, 3);
  const cells = [0, 1, 2].map((cell) => Array.from(drift.at(1000, cell)));
  for (const [k, z] of cells.entries()) {
    assert.deepEqual(z.slice(0, 4), cells[0].slice(0, 4));
    assert.deepEqual(
      z.slice(4),
      [0, 1, 2].map((j) => Number(j === k)),
    );
  }
});

test("where there are levels, the cells of a row have one top level, and the others drift", () => {
  const levels = [
    { name: "e2", kind: "level", start: 0, stop: 2 },
    { name: "e1", kind: "level", start: 2, stop: 5 },
  ];
  const drift = createDrift(view(levels), 10, 1);
  const tops = (ms) => Array.from({ length: 10 }, (_, cell) => Array.from(drift.at(ms, cell).slice(0, 2)).join());
  assert.equal(new Set(tops(0)).size, 2);
  assert.deepEqual(tops(20_000), tops(0));
  assert.notDeepEqual(drift.at(40_000, 3).slice(2), drift.at(40_000, 4).slice(2));
});

test("a learned prior is drawn from what the atlas keeps", () => {
  const kept = Float32Array.from({ length: 40 }, (_, i) => i);
  const drift = createDrift(view(PLAIN, { spec: { prior: "flow", name: "m" }, array: () => kept }), 10, 1);
  for (let cell = 0; cell < 10; cell++) assert.equal(drift.at(500, cell)[0] % 4, 0);
  const none = createDrift(view(PLAIN, { spec: { prior: "flow", name: "m" } }), 10, 1);
  assert.equal(none.at(500, 0), null);
});

test("asked for one number at a time, each cell moves its own and the others rest", () => {
  const drift = createDrift(view(PLAIN), 10, 1, true);
  assert.equal(drift.count, 4);
  for (let cell = 0; cell < 4; cell++) {
    const [early, late] = [drift.at(0, cell), drift.at(1000, cell)];
    const moved = [0, 1, 2, 3].filter((d) => early[d] !== late[d]);
    assert.deepEqual(moved, [cell]);
  }
});

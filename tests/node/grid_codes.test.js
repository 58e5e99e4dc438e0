// What is drawn into a grid of codes follows its prior, and what stays is left as it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { exchanged, finished, placeOf, prices, total } from "../../web/codes/grid_codes.js";
import { mapped, partsOf } from "../../web/engine/parts.js";
import { uniform } from "../../web/latent/random.js";

const GRID = { name: "z", kind: "grid", start: 0, stop: 3, columns: 3, levels: 2, dims: 1 };
const P = [0.7, [0.9, 0.2], [0.6, 0.1]]; // of a one in the first cell, then given the code of the cell before

/** Log probabilities of a Markov chain of three cells of two codes. */
function chain(z) {
  const ones = [P[0], P[1][z[0]], P[2][z[1]]];
  return Float32Array.from(ones.flatMap((p) => [Math.log(1 - p), Math.log(p)]));
}

const probability = (z) => Math.exp(-total(prices(GRID, chain, z)));
const GRIDS = Array.from({ length: 8 }, (_, n) => [n >> 2, (n >> 1) & 1, n & 1]);

test("the prices of the cells are those of the whole, which sums to one", () => {
  assert.ok(Math.abs(total(GRIDS.map(probability)) - 1) < 1e-6);
  assert.ok(Math.abs(probability([1, 0, 1]) - 0.7 * 0.8 * 0.6) < 1e-6);
});

test("a whole grid is drawn as often as the prior says", () => {
  const random = uniform(1);
  const counts = new Map();
  for (let n = 0; n < 6000; n++) {
    const z = finished(GRID, chain, [0, 0, 0], new Set([0, 1, 2]), random).join();
    counts.set(z, (counts.get(z) ?? 0) + 1);
  }
  for (const z of GRIDS) assert.ok(Math.abs((counts.get(z.join()) ?? 0) / 6000 - probability(z)) < 0.015, z.join());
});

test("a cell among others is drawn nearly as given all that stays, the later ones among them", () => {
  const random = uniform(2);
  let ones = 0;
  for (let n = 0; n < 6000; n++) {
    const z = finished(GRID, chain, [1, 0, 0], new Set([1]), random);
    assert.deepEqual([z[0], z[2]], [1, 0]);
    ones += z[1];
  }
  const wanted = probability([1, 1, 0]) / (probability([1, 0, 0]) + probability([1, 1, 0]));
  assert.ok(Math.abs(ones / 6000 - wanted) < 0.05, `${ones / 6000} for ${wanted}`);
  assert.ok(Math.abs(ones / 6000 - P[1][1]) > 0.08); // what the cells before it alone would make of it
});

test("cells are exchanged between two grids, and back", () => {
  const [a, b] = exchanged([1, 2, 3], [4, 5, 6], new Set([0, 2]));
  assert.deepEqual([[...a], [...b]], [[4, 2, 6], [1, 5, 3]]); // biome-ignore format: one row
  assert.deepEqual(exchanged(a, b, [0, 2]).map((z) => [...z]), [[1, 2, 3], [4, 5, 6]]); // biome-ignore format: one row
});

test("cells tile the picture", () => {
  const grid = { ...GRID, stop: 16, columns: 4 };
  assert.deepEqual(placeOf(grid, [1, 28, 28], 6), { left: 14, top: 7, width: 7, height: 7 });
});

test("grids are compared by the numbers of their codes", () => {
  const parts = partsOf({ latent_dim: 2, parts: [{ ...GRID, stop: 2, columns: 2, levels: 3, dims: 2 }] });
  assert.deepEqual([...mapped(parts, [0, 5])], [-1, -1, 0, 1]);
  assert.deepEqual([...mapped(parts, [99, 4.4])], [1, 1, 0, 0]);
  assert.throws(() => partsOf({ latent_dim: 2, parts: [{ ...GRID, stop: 2, levels: 1 }] }), /or a grid, 0 to 2/);
});

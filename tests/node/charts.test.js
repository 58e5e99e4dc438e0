/** Planes through a model whose class is given: of the style alone, at the class that is held. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { chartOf } from "../../web/board/charts.js";
import { partsOf, vectorSize } from "../../web/engine/parts.js";
import { dimensionStatistics } from "../../web/core/atlas_view.js";

const PARTS = partsOf({
  latent_dim: 5,
  parts: [
    { name: "z", kind: "vector", start: 0, stop: 3 },
    { name: "y", kind: "class", start: 3, stop: 5 },
  ],
});
const CODES = [
  [2, 0.1, 0, 1, 0],
  [-2, -0.2, 0.1, 0, 1],
  [0.1, 1, -0.1, 1, 0],
  [-0.1, -0.9, 0, 0, 1],
];
const HELD = Float32Array.of(0.5, -0.5, 0.25, 0, 1);

function viewOf() {
  const dims = vectorSize(PARTS);
  const codes = Float32Array.from(CODES.flatMap((code) => code.slice(0, dims)));
  const mapped = { codes, logvar: codes.map(() => -1), count: CODES.length, latentDim: dims };
  const statistics = dimensionStatistics(codes, mapped.logvar, CODES.length, dims);
  const pca = Float32Array.from(CODES.flat());
  const code = (index) => Float32Array.from(CODES[index]);
  return { spec: { prior: "standard" }, parts: PARTS, latentDim: 5, count: 4, mapped, pca, code, dims: statistics };
}

for (const choice of [{ kind: "dims", dims: [0, 2] }, { kind: "pcs" }, { kind: "images", images: [0, 1, 2] }]) {
  test(`a plane of ${choice.kind} keeps the class that is held`, () => {
    const chart = chartOf({ view: viewOf(), pinned: HELD, model: "given" }, choice, false);
    for (const [x, y] of [
      [0, 0],
      [1.5, -0.5],
      [-2, 2],
    ]) {
      const z = chart.toCode(x, y);
      assert.deepEqual(Array.from(z.slice(3)), [0, 1]);
      const [u, v] = chart.coordinates(z);
      assert.ok(Math.abs(u - x) < 1e-5 && Math.abs(v - y) < 1e-5);
    }
  });
}

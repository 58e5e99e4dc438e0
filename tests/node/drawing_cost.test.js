/** What a drawing costs: its draws are those of its posterior, and its rate is the KL that the posterior has. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawsOf, rateOf } from "../../web/draw/cost.js";

const STANDARD = { prior: "standard" };
const VECTOR = { name: "z", kind: "vector", start: 0, stop: 2 };
const posterior = { mu: Float32Array.of(1, -2, 1), logvar: Float32Array.of(Math.log(0.25), 0, -20) };
const rateIn = (parts, spec = {}, prior = STANDARD) => rateOf(posterior, { spec }, { spec: prior, parts });

test("draws lie about the mean with the posterior's own spread, and are the same each time", () => {
  const draws = drawsOf(posterior);
  for (const d of [0, 1]) {
    const values = draws.map((z) => (z[d] - posterior.mu[d]) / Math.exp(0.5 * posterior.logvar[d]));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1);
    assert.ok(Math.abs(mean) < 2 / Math.sqrt(values.length), `mean ${mean}`);
    assert.ok(variance > 0.4 && variance < 1.9, `variance ${variance}`); // 99.9 % of samples of 24
  }
  assert.deepEqual(draws, drawsOf(posterior));
});

test("the rate is the KL to N(0, I) of the vector alone: a class is given", () => {
  const [first, second] = [0.5 * (1 + 0.25 - Math.log(0.25) - 1), 0.5 * 4];
  assert.ok(Math.abs(rateIn([VECTOR]) - first - second) < 1e-6);
  const classes = { name: "y", kind: "class", start: 2, stop: 3 };
  assert.ok(Math.abs(rateIn([VECTOR, classes]) - first - second) < 1e-6);
});

test("where mean and variance do not tell the KL no rate is given", () => {
  const levels = [0, 1].map((start) => ({ name: `z${start}`, kind: "level", start, stop: start + 1 }));
  assert.equal(rateIn(levels), null);
  assert.equal(rateIn([VECTOR], { posterior: "flow" }), null);
  assert.equal(rateIn([VECTOR], {}, { prior: "energy" }), null);
  assert.equal(rateIn([{ name: "codes", kind: "grid", start: 0, stop: 2, columns: 2, levels: 4, dims: 1 }]), null);
});

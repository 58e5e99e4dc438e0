/** Langevin walkers against normal distributions, whose potential, slope and spread are known. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createWalkers, potential } from "../../web/latent/langevin.js";
import { gaussian } from "../../web/latent/random.js";

const MEAN = [1, -0.5];
const VARIANCE = 0.25;
/** What makes N(MEAN, VARIANCE I) of N(0, I). */
const energy = (z) => MEAN.reduce((sum, mean, d) => sum + (z[d] - mean) ** 2 / (2 * VARIANCE) - (z[d] * z[d]) / 2, 0);

function scattered(count) {
  const normal = gaussian(7);
  return Array.from({ length: count }, () => Float32Array.of(normal(), normal()));
}

function walked({ count = 2000, steps = 300, size = 0.02, temperature = 1, seed = 1 } = {}) {
  const walkers = createWalkers(energy, scattered(count), seed);
  for (let i = 0; i < steps; i++) walkers.step({ size, temperature });
  return walkers;
}

const column = (codes, d) => codes.map((z) => z[d]);
const mean = (values) => values.reduce((a, b) => a + b) / values.length;
const variance = (values) => mean(values.map((value) => (value - mean(values)) ** 2));

test("they come to be spread as the prior is, and as its square root at twice the temperature", () => {
  for (const temperature of [1, 2]) {
    const { codes } = walked({ temperature });
    for (const d of [0, 1]) {
      assert.ok(Math.abs(mean(column(codes, d)) - MEAN[d]) < 0.06);
      assert.ok(Math.abs(variance(column(codes, d)) / (temperature * VARIANCE) - 1) < 0.12);
    }
  }
});

test("without noise they go down to where the prior is densest", () => {
  const { codes } = walked({ count: 20, temperature: 0 });
  for (const z of codes) for (const d of [0, 1]) assert.ok(Math.abs(z[d] - MEAN[d]) < 1e-3);
});

test("equal seeds walk alike, and the mean is that of -log p", () => {
  const [one, same, other] = [3, 3, 4].map((seed) => walked({ count: 5, steps: 3, seed }));
  assert.deepEqual(one.codes, same.codes);
  assert.notDeepEqual(one.codes, other.codes);
  assert.equal(one.mean(), mean(one.codes.map((z) => potential(energy, z))));
});

/**
 * Walkers that follow Langevin's equation to where a prior N(0, I) exp(-E) / Z is dense.
 *
 * Each takes a step down the slope of U(z) = |z|^2 / 2 + E(z), and a random one: z - s/2 U'(z) + sqrt(s T) noise. With
 * small steps s they come to be spread as exp(-U / T); at T = 0 they only go down. The slope is that of central
 * differences.
 */

import { gaussian } from "./random.js";

const APART = 0.01; // of the two codes whose difference is a slope

/** @typedef {(z: ArrayLike<number>) => number} Energy in nats */

/** -log p(z) but for a constant, in nats. @param {Energy} energy @param {ArrayLike<number>} z */
export function potential(energy, z) {
  let squares = 0;
  for (let d = 0; d < z.length; d++) squares += z[d] * z[d];
  return squares / 2 + energy(z);
}

/**
 * @param {Energy} energy of a prior, whose numbers the walkers have
 * @param {Float32Array[]} codes where they start; they are moved in place
 * @param {number} seed
 */
export function createWalkers(energy, codes, seed) {
  const normal = gaussian(seed);
  const slope = new Float32Array(codes[0]?.length ?? 0);

  /** @param {Float32Array} z */
  function measure(z) {
    for (let d = 0; d < z.length; d++) {
      const here = z[d];
      z[d] = here + APART;
      const above = potential(energy, z);
      z[d] = here - APART;
      slope[d] = (above - potential(energy, z)) / (2 * APART);
      z[d] = here;
    }
  }

  return {
    codes,

    /** @param {{size: number, temperature: number}} how s and T */
    step({ size, temperature }) {
      const noise = Math.sqrt(size * temperature);
      for (const z of codes) {
        measure(z);
        for (let d = 0; d < z.length; d++) z[d] += -0.5 * size * slope[d] + noise * normal();
      }
    },

    /** The mean of -log p(z) but for a constant, in nats. */
    mean: () => codes.reduce((sum, z) => sum + potential(energy, z), 0) / codes.length,
  };
}

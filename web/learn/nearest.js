/**
 * The smallest classifier on codes: an image is of the class of the labelled code that is nearest to its own. With
 * codes of a VAE that saw no label it is an M1 in the terms of Kingma et al. (2014).
 */

import { uniform } from "../latent/random.js";

/** @typedef {{index: number, label: number}} Labelled */
/** @typedef {{code: (i: number) => ArrayLike<number>, labels: ArrayLike<number | bigint>}} Codes */

/** The class of each of these images. @param {Codes} codes @param {Labelled[]} labelled */
export function nearestLabels(codes, labelled, images) {
  const known = labelled.map(({ index, label }) => ({ code: Array.from(codes.code(index)), label }));
  return images.map((image) => {
    const code = codes.code(image);
    let [best, least] = [-1, Infinity];
    for (const one of known) {
      let squared = 0;
      for (let d = 0; d < one.code.length; d++) squared += (code[d] - one.code[d]) ** 2;
      if (squared < least) [best, least] = [one.label, squared];
    }
    return best;
  });
}

/** The share of these images that it tells right. */
export function shareRight(codes, labelled, images) {
  const said = nearestLabels(codes, labelled, images);
  return said.filter((label, i) => label === Number(codes.labels[images[i]])).length / images.length;
}

/**
 * Mean and standard deviation of that share over draws of as many images of the pool, with their true labels.
 *
 * @param {Codes} codes
 * @param {number[]} pool
 * @param {number[]} images
 * @param {{count: number, draws: number, seed: number, oneOfEach?: boolean}} how `oneOfEach`: one image of every class
 */
export function sharesAtRandom(codes, pool, images, { count, draws, seed, oneOfEach = false }) {
  const random = uniform(seed);
  const shares = Array.from({ length: draws }, () => {
    const order = shuffled(pool, random);
    const taken = oneOfEach ? firstOfEach(codes, order) : order.slice(0, count);
    const labelled = taken.map((index) => ({ index, label: Number(codes.labels[index]) }));
    return shareRight(codes, labelled, images);
  });
  const mean = shares.reduce((sum, share) => sum + share, 0) / draws;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / Math.max(1, draws - 1);
  return { mean, deviation: Math.sqrt(variance) };
}

function shuffled(values, random) {
  const order = [...values];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

function firstOfEach(codes, order) {
  const first = new Map();
  for (const index of order) if (!first.has(codes.labels[index])) first.set(codes.labels[index], index);
  return [...first.values()];
}

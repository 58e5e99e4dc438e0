/** p(z) of a model: N(0, I) drawn here, or one of the draws from another prior that the atlas keeps. */

import { gaussian, uniform } from "./random.js";

/** Whether distances, contours and quantiles of N(0, I) are those of the prior. */
export const isStandardPrior = ({ spec }) => spec.prior === "standard";

/** The kept draws, as views on them. @returns {Float32Array[]} none for N(0, I), and where an older atlas keeps none */
export function keptDraws({ array, latentDim }) {
  const kept = array("prior_samples") ?? [];
  return Array.from({ length: kept.length / latentDim }, (_, i) => kept.subarray(i * latentDim, (i + 1) * latentDim));
}

/**
 * @param {object} view of the atlas
 * @param {number} seed equal seeds give equal draws
 * @returns {{draw: (() => Float32Array) | null, title: (verb: string) => string}} the title of a button: what it does
 *   ("Go to", "Add") with which draws, or why there are none
 */
export function priorOf(view, seed = Date.now()) {
  const { name, prior_in_words: prior } = view.spec;
  if (isStandardPrior(view)) {
    const normal = gaussian(seed);
    return {
      draw: () => Float32Array.from({ length: view.latentDim }, normal),
      title: (verb) => `${verb} a random draw from the ${prior}`,
    };
  }
  const kept = keptDraws(view);
  if (!kept.length)
    return {
      draw: null,
      title: () => `The atlas keeps no draws from this model's ${prior}: run python -m vae_core atlas ${name}`,
    };
  const random = uniform(seed);
  return {
    draw: () => kept[Math.floor(random() * kept.length)].slice(),
    title: (verb) => `${verb} one of ${kept.length.toLocaleString("en")} draws from this model's ${prior}`,
  };
}

/** p(z) of a model: N(0, I) drawn here, or one of the draws from another prior that the atlas keeps. */

import { inClass, partOfKind, vectorSize } from "../engine/parts.js";
import { grouped, text } from "../words/words.js";
import { gaussian, uniform } from "./random.js";

/** @typedef {import("../core/types.js").AtlasView} AtlasView */

/** By name: the key of what a prior is called. */
const NAMES = {
  standard: "latent.standard",
  diagonal: "latent.diagonal",
  mixture: "latent.mixture",
  vamp: "latent.vamp",
  flow: "latent.flow",
  codes: "latent.codes",
  energy: "latent.energy",
};
/** By what a button does: the keys of its title, for N(0, I) and for draws that are kept. */
const TITLES = {
  goTo: { drawn: "latent.goToDraw", kept: "latent.goToKept" },
  add: { drawn: "latent.addDraw", kept: "latent.addKept" },
};

/**
 * Whether distances, contours and quantiles of N(0, I) are those of the prior. @param {Pick<AtlasView, "spec">} view
 */
export const isStandardPrior = ({ spec }) => spec.prior === "standard";

/** @param {Pick<AtlasView, "spec">} view @returns {string} as it follows "this model's" */
export const priorInWords = ({ spec }) => (Object.hasOwn(NAMES, spec.prior) ? text(NAMES[spec.prior]) : spec.prior);

/**
 * The kept draws, as views on them: none for N(0, I), and where an older atlas keeps none.
 *
 * @param {Pick<AtlasView, "array" | "latentDim">} view
 */
export function keptDraws({ array, latentDim }) {
  const kept = /** @type {Float32Array} */ (array("prior_samples") ?? new Float32Array(0));
  return Array.from({ length: kept.length / latentDim }, (_, i) => kept.subarray(i * latentDim, (i + 1) * latentDim));
}

/**
 * @typedef {Object} Prior
 * @property {(() => Float32Array) | null} draw null where there are no draws
 * @property {(does: keyof typeof TITLES) => string} title of a button: what it does with which draws, or why it cannot
 */

/** @param {AtlasView} view @param {number} [seed] equal seeds give equal draws @returns {Prior} */
export function priorOf(view, seed = Date.now()) {
  const prior = priorInWords(view);
  if (isStandardPrior(view)) {
    return {
      draw: drawerOf(view, gaussian(seed), uniform(seed)),
      title: (does) => text(TITLES[does].drawn, { prior }),
    };
  }
  const kept = keptDraws(view);
  if (!kept.length) return { draw: null, title: () => text("latent.noDraws", { prior, name: view.spec.name }) };
  const random = uniform(seed);
  return {
    draw: () => kept[Math.floor(random() * kept.length)].slice(),
    title: (does) => text(TITLES[does].kept, { prior, count: grouped(kept.length) }),
  };
}

/**
 * Draws from N(0, I), and where there are classes one of them, each as likely as another.
 *
 * @param {Pick<AtlasView, "parts" | "latentDim">} view
 * @param {() => number} normal
 * @param {() => number} random
 */
function drawerOf({ parts, latentDim }, normal, random) {
  const classes = partOfKind(parts, "class");
  const vector = () => Float32Array.from({ length: latentDim }, (_, d) => (d < vectorSize(parts) ? normal() : 1));
  if (!classes) return vector; // a blend is 1: the decoder that the model is for
  return () => {
    return inClass(parts, vector(), Math.floor(random() * (classes.stop - classes.start)));
  };
}

/** What a drawing costs in nats: its reconstruction, beside those of the atlas's images, and its code. */

import { levelsOf, vectorSize } from "../engine/parts.js";
import { crossEntropy, klNats } from "../latent/nats.js";
import { isStandardPrior } from "../latent/prior.js";
import { drawAround, gaussian } from "../latent/random.js";

const DRAWS = 24;

/** @typedef {import("../latent/nats.js").Posterior} Posterior */
/**
 * @typedef {Object} Cost
 * @property {number} nats -log p(x|z), the mean over draws of z
 * @property {number} percent share of the atlas's images that cost less
 * @property {number | null} rate KL(q(z|x) || p(z)), nats; null where it has no closed form
 */

/** Draws from a diagonal posterior, always the same ones. @param {Posterior} posterior @returns {Float32Array[]} */
export function drawsOf({ mu, logvar }) {
  const normal = gaussian(1);
  return Array.from({ length: DRAWS }, () => drawAround(mu, logvar, normal));
}

/**
 * @param {Posterior & {x: Float32Array}} drawing x: (C, H, W)
 * @param {Float32Array[]} draws of z
 * @param {import("../core/types.js").Engine} engine
 * @param {import("../core/types.js").AtlasView} view
 * @returns {Cost | null} null where the images have no such figure
 */
export function costOf(drawing, draws, engine, view) {
  const stored = /** @type {Float32Array | null} */ (view.array("recon_nats"));
  const others = stored?.subarray(0, view.measured);
  if (engine.likelihood !== "bernoulli" || !others?.length) return null;
  const nats = draws.reduce((sum, z) => sum + crossEntropy(drawing.x, engine.decode(z)), 0) / draws.length;
  const cheaper = others.reduce((count, other) => count + Number(other < nats), 0);
  return { nats, percent: (100 * cheaper) / others.length, rate: rateOf(drawing, engine, view) };
}

/**
 * Of the numbers at home in N(0, I); a class is given and costs nothing here.
 *
 * Where q is no Gaussian, where p(z) is another prior, and where one level's prior follows from a draw of the level
 * above, the KL is an expectation that the mean and the variance do not tell.
 *
 * @param {Posterior} posterior
 * @param {Pick<import("../core/types.js").Engine, "spec">} engine
 * @param {Pick<import("../core/types.js").AtlasView, "spec" | "parts">} view
 */
export function rateOf({ mu, logvar }, { spec }, view) {
  const dims = vectorSize(view.parts);
  if (!dims || !isStandardPrior(view) || spec.posterior === "flow" || levelsOf(view.parts).length) return null;
  return klNats({ mu: mu.subarray(0, dims), logvar: logvar.subarray(0, dims) });
}

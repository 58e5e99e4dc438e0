/** What a drawing's reconstruction costs, beside that of the atlas's images. */

import { crossEntropy } from "../latent/nats.js";
import { drawAround, gaussian } from "../latent/random.js";

const DRAWS = 24;

/** @typedef {import("../latent/nats.js").Posterior} Posterior */

/** Draws from a diagonal posterior, always the same ones. @param {Posterior} posterior @returns {Float32Array[]} */
export function drawsOf({ mu, logvar }) {
  const normal = gaussian(1);
  return Array.from({ length: DRAWS }, () => drawAround(mu, logvar, normal));
}

/**
 * -log p(x|z) in nats, the mean over draws of z, and the share of the atlas's images that cost less.
 *
 * @param {Float32Array} x the drawing, (C, H, W)
 * @param {Float32Array[]} draws of z
 * @param {import("../core/types.js").Engine} engine
 * @param {import("../core/types.js").AtlasView} view
 * @returns {{nats: number, percent: number} | null} null where the images have no such figure
 */
export function costOf(x, draws, engine, view) {
  const stored = /** @type {Float32Array | null} */ (view.array("recon_nats"));
  const others = stored?.subarray(0, view.measured);
  if (engine.likelihood !== "bernoulli" || !others?.length) return null;
  const nats = draws.reduce((sum, z) => sum + crossEntropy(x, engine.decode(z)), 0) / draws.length;
  const cheaper = others.reduce((count, other) => count + Number(other < nats), 0);
  return { nats, percent: (100 * cheaper) / others.length };
}

/** The two terms of the ELBO of one image, in nats. Kingma and Welling (2013), equation 10 and appendix B. */

/** @typedef {{mu: Float32Array, logvar: Float32Array}} Posterior of one image, (D,) each */

import { partOfKind } from "../engine/parts.js";

const TINY = 1e-7; // a float32 sigmoid can reach 0 and 1, where the logarithm has no end

/**
 * Whether pictures are apart by nats: Bernoulli means are. A blend of two decoders has no likelihood.
 *
 * @param {Pick<import("../engine/engine.js").Engine, "likelihood" | "parts">} engine
 */
export const isBernoulli = ({ likelihood, parts }) => likelihood === "bernoulli" && !partOfKind(parts, "blend");

/**
 * -log p(x|z), summed over pixels; for grey x the expectation over its binarisation.
 *
 * @param {ArrayLike<number>} x pixels in [0, 1]
 * @param {ArrayLike<number>} p decoded pixels in [0, 1]
 */
export function crossEntropy(x, p) {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const q = Math.min(1 - TINY, Math.max(TINY, p[i]));
    sum -= x[i] * Math.log(q) + (1 - x[i]) * Math.log(1 - q);
  }
  return sum;
}

/**
 * -log p(x|z) by the likelihood of a model, summed over pixels, as in vae_core/model/likelihood.py.
 *
 * @param {string} likelihood
 * @param {number | null} spread sigma of a Gaussian or scale of a logistic
 * @param {ArrayLike<number>} x pixels in [0, 1]
 * @param {ArrayLike<number>} p decoded pixels in [0, 1]
 */
export function distortionNats(likelihood, spread, x, p) {
  if (likelihood === "bernoulli" || !spread) return crossEntropy(x, p);
  const cost = likelihood === "gaussian" ? gaussianNats : logisticNats;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += cost(x[i], p[i], spread);
  return sum;
}

const gaussianNats = (x, p, sigma) => 0.5 * ((x - p) / sigma) ** 2 + Math.log(sigma) + 0.5 * Math.log(2 * Math.PI);

/** What a logistic has between the borders of a byte; the first and the last byte have all beyond them. */
function logisticNats(x, p, scale) {
  const half = 0.5 / 255;
  const isLast = x > 1 - half;
  const isFirst = x < half;
  const below = isLast ? 0 : softplus((p - x - half) / scale);
  const above = isFirst ? 0 : softplus((x - p - half) / scale);
  return below + above - (isFirst || isLast ? 0 : Math.log(-Math.expm1((-2 * half) / scale)));
}

const softplus = (value) => (value > 30 ? value : Math.log1p(Math.exp(value)));

/** KL to N(0, 1) of dimension d. @param {Posterior} posterior @param {number} d */
export const klOfDimension = ({ mu, logvar }, d) => 0.5 * (mu[d] * mu[d] + Math.exp(logvar[d]) - logvar[d] - 1);

/** KL(q(z|x) || N(0, I)). @param {Posterior} posterior */
export function klNats(posterior) {
  let sum = 0;
  for (let d = 0; d < posterior.mu.length; d++) sum += klOfDimension(posterior, d);
  return sum;
}

/** The two terms of the ELBO of one image, in nats. Kingma and Welling (2013), equation 10 and appendix B. */

/** @typedef {{mu: Float32Array, logvar: Float32Array}} Posterior of one image, (D,) each */

const TINY = 1e-7; // a float32 sigmoid can reach 0 and 1, where the logarithm has no end

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

/** KL to N(0, 1) of dimension d. @param {Posterior} posterior @param {number} d */
export const klOfDimension = ({ mu, logvar }, d) => 0.5 * (mu[d] * mu[d] + Math.exp(logvar[d]) - logvar[d] - 1);

/** KL(q(z|x) || N(0, I)). @param {Posterior} posterior */
export function klNats(posterior) {
  let sum = 0;
  for (let d = 0; d < posterior.mu.length; d++) sum += klOfDimension(posterior, d);
  return sum;
}

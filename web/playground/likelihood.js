/**
 * -log p(x|z) of images, and its slopes by the decoder's output.
 *
 * Grey pixels under the Bernoulli are probabilities: the expectation over binarised images. The width of a normal pixel
 * is exp(-4 + softplus(s + 4)), s learned, as in vae_core/model/likelihood.py, or given.
 */

const LEAST_LOG_SIGMA = -4;
export const FIRST_LOG_SIGMA = -1;
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** @typedef {"bernoulli" | "learned" | "fixed"} Likelihood the last two: normal, its sigma learned or given */
/** @typedef {{likelihood: Likelihood, sigma: number}} Chosen sigma: where it is fixed */

/**
 * @param {import("./kernels.js").Kernels} run
 * @param {import("./layout.js").Layout} at
 * @param {{pixels: number, inUnit: boolean}} of inUnit: whether means are sigmoids: pixels are, positions are not
 */
export function createLikelihood(run, at, { pixels, inUnit }) {
  const m = run.memory;
  const learnedLogSigma = () => LEAST_LOG_SIGMA + Math.log1p(Math.exp(m[at.weights + at.logSigma] - LEAST_LOG_SIGMA));

  /** @param {Chosen} chosen */
  const sigmaOf = ({ likelihood, sigma }) => (likelihood === "fixed" ? sigma : Math.exp(learnedLogSigma()));

  /** @param {number} rows */
  function bernoulli(rows) {
    run.bernoulli(at.out, at.x, at.sums, rows, at.P);
    let nats = 0;
    for (let row = 0; row < rows; row++) nats += m[at.sums + 2 * row] + Math.log(m[at.sums + 2 * row + 1]);
    return nats;
  }

  /** @param {number} rows @param {Chosen} chosen */
  function normal(rows, chosen) {
    const sigma = sigmaOf(chosen);
    const precision = 1 / sigma ** 2;
    run.gaussian(at.out, at.x, at.sums, rows, at.P, inUnit, precision);
    let squares = 0;
    for (let row = 0; row < rows; row++) squares += m[at.sums + 2 * row];
    const count = rows * pixels;
    const toLogSigma = chosen.likelihood === "learned" ? count - squares * precision : 0;
    const share = 1 / (1 + Math.exp(LEAST_LOG_SIGMA - m[at.weights + at.logSigma])); // of the softplus
    m[at.gradients + at.logSigma] = toLogSigma * share;
    return 0.5 * squares * precision + count * (Math.log(sigma) + HALF_LOG_TWO_PI);
  }

  return {
    sigmaOf,

    /** Nats of all rows; leaves their slopes in the place of the decoder's output. @param {Chosen} chosen */
    score(rows, chosen) {
      m[at.gradients + at.logSigma] = 0;
      return chosen.likelihood === "bernoulli" ? bernoulli(rows) : normal(rows, chosen);
    },
  };
}

/**
 * A small VAE that trains: encoder P-H-(mu, log-variance), decoder D-H-P, SiLU, Adam; every slope written by hand.
 *
 * D. P. Kingma and M. Welling, "Auto-Encoding Variational Bayes" (2014), https://arxiv.org/abs/1312.6114. What is
 * minimised is, per image, -log p(x|z) + beta KL(q(z|x) || N(0, I)), in nats.
 */

import { gaussian as normal } from "../latent/random.js";
import { jsKernels } from "./kernels.js";
import { layOut, ROWS } from "./layout.js";
import { createLikelihood, FIRST_LOG_SIGMA } from "./likelihood.js";
import { createLinear, whole } from "./linear.js";
import { createPosterior } from "./posterior.js";
import { wasmKernels } from "./wasm.js";

const [MEANS_DECAY, SQUARES_DECAY] = [0.9, 0.999]; // Adam's

/**
 * @typedef {Object} Objective
 * @property {import("./likelihood.js").Likelihood} likelihood
 * @property {number} sigma where it is fixed
 * @property {number} beta
 * @property {boolean} noise whether z is drawn, or the mean
 */
/** @typedef {{recon: number, kl: number}} Terms sums of -log p(x|z) and of the KL over the images, in nats */

/**
 * @param {Object} shape
 * @param {number} shape.pixels numbers in an image
 * @param {number} shape.width hidden units of each side
 * @param {number} shape.latentDim
 * @param {boolean} shape.inUnit whether means are sigmoids: pixels are, positions are not
 * @param {number} shape.seed of the first weights
 * @param {"wasm" | "js"} [shape.backend]
 */
export function createNetwork({ pixels, width, latentDim, inUnit, seed, backend = "wasm" }) {
  const at = layOut({ pixels, width, latentDim });
  const wasm = backend === "wasm" ? wasmKernels(at.size) : null;
  const run = wasm ?? jsKernels(at.size);
  const m = run.memory;
  const { first, head, second, last } = at.layers;
  const drawNormal = normal(seed + 1);
  const linear = createLinear(run, at);
  const posterior = createPosterior(m, at, latentDim);
  const likelihood = createLikelihood(run, at, { pixels, inUnit });
  let steps = 0;
  const fill = linear.filling(seed);
  fill(first, pixels, [0, width]);
  fill(head, width, [0, latentDim], [at.L, at.L + latentDim]);
  fill(second, latentDim, [0, width]);
  fill(last, width, [0, pixels]);
  m[at.weights + at.logSigma] = FIRST_LOG_SIGMA;

  /** Images to (mean, log-variance) in the head's place. */
  function encodeRows(rows) {
    linear.forward(first, at.x, at.hidden, rows);
    run.silu(at.hidden, at.slope, whole(rows) * at.H);
    linear.forward(head, at.hidden, at.head, rows);
  }

  function decodeRows(rows) {
    linear.forward(second, at.z, at.opened, rows);
    run.silu(at.opened, at.openedSlope, whole(rows) * at.H);
    linear.forward(last, at.opened, at.out, rows);
  }

  /** Slopes of all weights, summed over the rows that lie in x, with the noise that lies there. */
  function backward(rows, objective) {
    encodeRows(rows);
    const kl = posterior.draw(rows, objective.noise);
    decodeRows(rows);
    const recon = likelihood.score(rows, objective);
    linear.learn(last, at.opened, at.out, rows);
    linear.back(last, at.turned.last, at.out, at.toHidden, rows);
    run.times(at.toHidden, at.openedSlope, rows * at.H);
    linear.learn(second, at.z, at.toHidden, rows);
    linear.back(second, at.turned.second, at.toHidden, at.toZ, rows);
    posterior.slopes(rows, objective.beta, objective.noise);
    linear.learn(head, at.hidden, at.toHead, rows);
    linear.back(head, at.turned.head, at.toHead, at.toHidden, rows);
    run.times(at.toHidden, at.slope, rows * at.H);
    linear.learn(first, at.x, at.toHidden, rows);
    return { recon, kl };
  }

  function put(images, order, from, rows) {
    for (let row = 0; row < rows; row++) {
      const start = (order ? order[from + row] : from + row) * pixels;
      for (let i = 0; i < pixels; i++) m[at.x + row * at.P + i] = images[start + i];
    }
  }

  function drawNoise(rows) {
    for (let row = 0; row < rows; row++)
      for (let d = 0; d < latentDim; d++) m[at.noise + at.L * row + d] = drawNormal();
  }

  return {
    backend: wasm ? "wasm" : "js",
    layout: at,
    memory: m,
    backward,
    put,
    sigmaOf: likelihood.sigmaOf,

    /**
     * One step of Adam on some images.
     *
     * @param {Float32Array} images (N, pixels)
     * @param {Uint32Array} order of the images
     * @param {number} from
     * @param {number} rows
     * @param {Objective & {rate: number}} objective rate: the learning rate
     * @returns {Terms} at the weights before the step
     */
    step(images, order, from, rows, objective) {
      put(images, order, from, rows);
      drawNoise(rows);
      const terms = backward(rows, objective);
      steps += 1;
      const rate = objective.rate / (1 - MEANS_DECAY ** steps);
      const spread = 1 / Math.sqrt(1 - SQUARES_DECAY ** steps);
      run.adam(at.weights, at.gradients, at.means, at.squares, at.parameters, 1 / rows, rate, spread);
      return terms;
    },

    /** Mean and log-variance of every image, (N, 2 D). @param {Float32Array} images @param {Float32Array} codes */
    encode(images, codes) {
      const count = images.length / pixels;
      for (let from = 0; from < count; from += ROWS) {
        const rows = Math.min(ROWS, count - from);
        put(images, null, from, rows);
        encodeRows(rows);
        for (let row = 0; row < rows; row++) {
          for (let d = 0; d < latentDim; d++) {
            const [to, mu] = [2 * latentDim * (from + row) + d, at.head + 2 * at.L * row + d];
            codes[to] = m[mu];
            codes[to + latentDim] = m[mu + at.L];
          }
        }
      }
      return codes;
    },

    /** Means of pixels or positions of every code, (N, pixels). @param {Float32Array} z (N, D) */
    decode(z, means = new Float32Array((z.length / latentDim) * pixels)) {
      const count = z.length / latentDim;
      for (let from = 0; from < count; from += ROWS) {
        const rows = Math.min(ROWS, count - from);
        for (let row = 0; row < rows; row++)
          for (let d = 0; d < latentDim; d++) m[at.z + at.L * row + d] = z[(from + row) * latentDim + d];
        decodeRows(rows);
        if (inUnit) run.sigmoid(at.out, rows * at.P);
        for (let row = 0; row < rows; row++)
          for (let i = 0; i < pixels; i++) means[(from + row) * pixels + i] = m[at.out + row * at.P + i];
      }
      return means;
    },
  };
}

/**
 * A small VAE that trains: encoder P-H-(mu, log-variance), decoder D-H-P, SiLU, Adam; every slope written by hand.
 *
 * D. P. Kingma and M. Welling, "Auto-Encoding Variational Bayes" (2014), https://arxiv.org/abs/1312.6114. What is
 * minimised is, per image, -log p(x|z) + beta KL(q(z|x) || N(0, I)), in nats. Grey pixels under the Bernoulli are
 * probabilities: the expectation over binarised images. The width of a normal pixel is
 * exp(-4 + softplus(s + 4)), s learned, as in vae_core/model/likelihood.py, or given.
 */

import { gaussian as normal, uniform } from "../latent/random.js";
import { jsKernels } from "./kernels.js";
import { layOut, ROWS } from "./layout.js";
import { wasmKernels } from "./wasm.js";

const LEAST_LOG_SIGMA = -4;
const FIRST_LOG_SIGMA = -1;
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const [MEANS_DECAY, SQUARES_DECAY] = [0.9, 0.999]; // Adam's

/** @typedef {"bernoulli" | "learned" | "fixed"} Likelihood the last two: normal, its sigma learned or given */
/**
 * @typedef {Object} Objective
 * @property {Likelihood} likelihood
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
  let steps = 0;
  initialise();

  /** As PyTorch's Linear does: uniform within 1 / sqrt(inputs). */
  function initialise() {
    const next = uniform(seed);
    /** @param {import("./layout.js").Layer} layer @param {number} inputs @param {...number[]} spans of outputs */
    const fill = (layer, inputs, ...spans) => {
      const draw = () => (2 * next() - 1) / Math.sqrt(inputs);
      for (const [from, end] of spans) {
        for (let i = 0; i < inputs; i++)
          for (let o = from; o < end; o++) m[at.weights + layer.w + i * layer.outputs + o] = draw();
        for (let o = from; o < end; o++) m[at.weights + layer.b + o] = draw();
      }
    };
    fill(first, pixels, [0, width]);
    fill(head, width, [0, latentDim], [at.L, at.L + latentDim]);
    fill(second, latentDim, [0, width]);
    fill(last, width, [0, pixels]);
    m[at.weights + at.logSigma] = FIRST_LOG_SIGMA;
  }

  const whole = (rows) => Math.ceil(rows / 4) * 4; // the kernels' rows

  /** @param {import("./layout.js").Layer} layer */
  function forward(layer, x, y, rows) {
    const { inputs, outputs, w, b } = layer;
    run.product(x, inputs, 1, at.weights + w, at.weights + b, y, whole(rows), inputs, outputs);
  }

  /** Slopes of a layer's weights, from what went in and the slope of what came out. */
  function learn(layer, x, slope, rows) {
    const { inputs, outputs, w, b } = layer;
    run.product(x, 1, inputs, slope, at.zeros, at.gradients + w, inputs, rows, outputs);
    run.columns(slope, at.gradients + b, rows, outputs);
  }

  /** Slopes of what went into a layer. */
  function back(layer, turned, slope, into, rows) {
    const { inputs, outputs, w } = layer;
    const from = at.weights + w;
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++) m[turned + o * inputs + i] = m[from + i * outputs + o];
    run.product(slope, outputs, 1, turned, at.zeros, into, whole(rows), outputs, inputs);
  }

  /** Images to (mean, log-variance) in the head's place. */
  function encodeRows(rows) {
    forward(first, at.x, at.hidden, rows);
    run.silu(at.hidden, at.slope, whole(rows) * at.H);
    forward(head, at.hidden, at.head, rows);
  }

  function decodeRows(rows) {
    forward(second, at.z, at.opened, rows);
    run.silu(at.opened, at.openedSlope, whole(rows) * at.H);
    forward(last, at.opened, at.out, rows);
  }

  /** z of every row, from the noise that lies there; returns the KL of all rows. */
  function draw(rows, isNoisy) {
    let kl = 0;
    for (let row = 0; row < rows; row++) {
      const [mu, z] = [at.head + 2 * at.L * row, at.z + at.L * row];
      for (let d = 0; d < latentDim; d++) {
        const logvar = m[mu + at.L + d];
        m[z + d] = m[mu + d] + (isNoisy ? Math.exp(0.5 * logvar) * m[at.noise + at.L * row + d] : 0);
        kl += 0.5 * (m[mu + d] ** 2 + Math.exp(logvar) - 1 - logvar);
      }
    }
    return kl;
  }

  /** Slopes of mean and log-variance, from that of z and from the KL. */
  function slopesOfHead(rows, beta, isNoisy) {
    for (let row = 0; row < rows; row++) {
      const [mu, to, z] = [at.head + 2 * at.L * row, at.toHead + 2 * at.L * row, at.L * row];
      for (let d = 0; d < latentDim; d++) {
        const [logvar, slope] = [m[mu + at.L + d], m[at.toZ + z + d]];
        m[to + d] = slope + beta * m[mu + d];
        const ofDraw = isNoisy ? slope * m[at.noise + z + d] * 0.5 * Math.exp(0.5 * logvar) : 0;
        m[to + at.L + d] = ofDraw + beta * 0.5 * (Math.exp(logvar) - 1);
      }
    }
  }

  const learnedLogSigma = () => LEAST_LOG_SIGMA + Math.log1p(Math.exp(m[at.weights + at.logSigma] - LEAST_LOG_SIGMA));

  const sigmaOf = ({ likelihood, sigma }) => (likelihood === "fixed" ? sigma : Math.exp(learnedLogSigma()));

  /** -log p of all rows; leaves its slopes in the place of the decoder's output. */
  function score(rows, objective) {
    if (objective.likelihood === "bernoulli") {
      run.bernoulli(at.out, at.x, at.sums, rows, at.P);
      let nats = 0;
      for (let row = 0; row < rows; row++) nats += m[at.sums + 2 * row] + Math.log(m[at.sums + 2 * row + 1]);
      return nats;
    }
    const sigma = sigmaOf(objective);
    const precision = 1 / sigma ** 2;
    run.gaussian(at.out, at.x, at.sums, rows, at.P, inUnit, precision);
    let squares = 0;
    for (let row = 0; row < rows; row++) squares += m[at.sums + 2 * row];
    const count = rows * pixels;
    const toLogSigma = objective.likelihood === "learned" ? count - squares * precision : 0;
    const share = 1 / (1 + Math.exp(LEAST_LOG_SIGMA - m[at.weights + at.logSigma])); // of the softplus
    m[at.gradients + at.logSigma] = toLogSigma * share;
    return 0.5 * squares * precision + count * (Math.log(sigma) + HALF_LOG_TWO_PI);
  }

  /** Slopes of all weights, summed over the rows that lie in x, with the noise that lies there. */
  function backward(rows, objective) {
    encodeRows(rows);
    const kl = draw(rows, objective.noise);
    decodeRows(rows);
    m[at.gradients + at.logSigma] = 0;
    const recon = score(rows, objective);
    learn(last, at.opened, at.out, rows);
    back(last, at.turned.last, at.out, at.toHidden, rows);
    run.times(at.toHidden, at.openedSlope, rows * at.H);
    learn(second, at.z, at.toHidden, rows);
    back(second, at.turned.second, at.toHidden, at.toZ, rows);
    slopesOfHead(rows, objective.beta, objective.noise);
    learn(head, at.hidden, at.toHead, rows);
    back(head, at.turned.head, at.toHead, at.toHidden, rows);
    run.times(at.toHidden, at.slope, rows * at.H);
    learn(first, at.x, at.toHidden, rows);
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
    sigmaOf,

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

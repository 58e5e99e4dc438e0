/**
 * An encoder that takes the class as given: the image's pixels, then a weight for every class, to the vector's
 * posterior. Where no class is given, it is the one that the model's classifier believes in most; where it has none,
 * the one whose bound on log p(x|y) at the mean is largest.
 *
 * Its twin is vae_core/model/conditional.py.
 */

import { classWeights, partOfKind, vectorSize } from "./parts.js";

const CERTAIN_LOGVAR = -20; // of a class weight that is given
const LEAST = 1e-7; // of a probability whose logarithm is taken

/** @typedef {{mu: Float32Array, logvar: Float32Array}} Code */

/**
 * @param {import("./parts.js").Part[]} parts
 * @param {{run: (x: ArrayLike<number>, out: Float32Array) => void, outputs: number}} encoder
 * @param {(z: Float32Array) => Float32Array} decode
 * @param {((image: ArrayLike<number>) => Float32Array) | null} [beliefs] q(y|x)
 */
export function createGivenClass(parts, encoder, decode, beliefs = null) {
  const dims = vectorSize(parts);
  const part = partOfKind(parts, "class");
  const length = part.stop;
  const out = new Float32Array(encoder.outputs);

  /** @param {ArrayLike<number>} image @param {ArrayLike<number>} weights @returns {Code} of flat length */
  function encodeGiven(image, weights) {
    const x = new Float32Array(image.length + weights.length);
    x.set(image);
    x.set(weights, image.length);
    encoder.run(x, out);
    const mu = new Float32Array(length);
    const logvar = new Float32Array(length).fill(CERTAIN_LOGVAR);
    mu.set(out.subarray(0, dims));
    logvar.set(out.subarray(dims, 2 * dims));
    mu.set(weights, part.start);
    return { mu, logvar };
  }

  /** @param {ArrayLike<number>} image @param {number} k */
  function encodeIn(image, k) {
    const weights = new Float32Array(part.stop - part.start);
    weights[k] = 1;
    return encodeGiven(image, weights);
  }

  /** @param {ArrayLike<number>} image */
  function likeliest(image) {
    if (beliefs) {
      const q = beliefs(image);
      return encodeIn(image, q.indexOf(Math.max(...q)));
    }
    let best = null;
    for (let k = 0; k < part.stop - part.start; k++) {
      const code = encodeIn(image, k);
      const bound = logLikelihood(image, decode(code.mu)) - rate(code, dims);
      if (!best || bound > best.bound) best = { bound, code };
    }
    return best.code;
  }

  return {
    /** @param {ArrayLike<number>} image @param {ArrayLike<number>} [z] flat, whose class is given */
    encode: (image, z) => (z ? encodeGiven(image, classWeights(parts, z)) : likeliest(image)),
  };
}

/** Minus the cross-entropy of grey pixels as probabilities, nats. */
function logLikelihood(x, p) {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    sum += x[i] * Math.log(Math.max(p[i], LEAST)) + (1 - x[i]) * Math.log(Math.max(1 - p[i], LEAST));
  }
  return sum;
}

/** KL to N(0, I) of the vector, nats. @param {Code} code @param {number} dims */
function rate({ mu, logvar }, dims) {
  let sum = 0;
  for (let d = 0; d < dims; d++) sum += 0.5 * (mu[d] * mu[d] + Math.exp(logvar[d]) - logvar[d] - 1);
  return sum;
}

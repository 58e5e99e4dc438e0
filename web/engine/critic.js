/**
 * The critic of a model with two decoders, and codes whose blend of the two nobody infers. The twin is
 * vae_core/model/adversarial.py.
 */

export const HELD_OUT = "held_out_scores"; // the tensor of what the critic gives held-out real images, in their order
const CERTAIN_LOGVAR = -20; // of the blend

/**
 * @param {{run: (x: ArrayLike<number>, out: Float32Array) => void}} network to one score
 * @param {ArrayLike<number> | undefined} heldOut
 */
export function createCritic(network, heldOut) {
  const out = new Float32Array(1);
  return {
    /** @param {ArrayLike<number>} image */
    score(image) {
      network.run(image, out);
      return out[0];
    },
    realness: heldOut ? (/** @type {number} */ score) => shareBelow(heldOut, score) : null,
  };
}

/** @param {ArrayLike<number>} heldOut ascending @param {number} score */
function shareBelow(heldOut, score) {
  let below = 0;
  while (below < heldOut.length && heldOut[below] < score) below += 1;
  return below / heldOut.length;
}

/**
 * The flat code of what an encoder makes, with the blend of `z`, or of the adversarial decoder alone.
 *
 * @param {Float32Array} encoded mean and log-variance of the vector
 * @param {number} dims of the vector
 * @param {ArrayLike<number>} [z] flat
 */
export function blended(encoded, dims, z) {
  const [mu, logvar] = [new Float32Array(dims + 1), new Float32Array(dims + 1)];
  mu.set(encoded.subarray(0, dims));
  logvar.set(encoded.subarray(dims));
  mu[dims] = z?.[dims] ?? 1;
  logvar[dims] = CERTAIN_LOGVAR;
  return { mu, logvar };
}

/**
 * The code's part of the trust meter: where z lies under the aggregate posterior, the mixture of q(z|x) over the images
 * of the atlas. Its twin is vae_core/measure/mixture.py.
 *
 * Axes: N codes of the atlas, M of the mixture, D latent dimensions.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };

const { most_codes: MOST_CODES, most_numbers: MOST_NUMBERS, least_codes: LEAST_CODES } = SHARED.mixture;
const NEGLIGIBLE = 40; // nats below the largest term: ten thousand of them change nothing in double precision

/** Which codes of an atlas make the mixture, as in vae_core/measure/mixture.py. @returns {Uint32Array} */
export function mixtureRows(count, latentDim) {
  const most = Math.max(LEAST_CODES, Math.min(MOST_CODES, Math.floor(MOST_NUMBERS / latentDim)));
  if (count <= most) return Uint32Array.from({ length: count }, (_, i) => i);
  return Uint32Array.from({ length: most }, (_, i) => Math.floor((i * (count - 1)) / (most - 1)));
}

/**
 * @param {{codes: Float32Array, logvar: Float32Array, count: number, latentDim: number}} atlas
 * @returns {(z: ArrayLike<number>) => {score: number, own: number}} -log density up to a constant, and the image whose
 *   code z is, which does not count itself; -1 if it is none
 */
export function createMixture({ codes, logvar, count, latentDim: dims }) {
  const rows = mixtureRows(count, dims);
  const mu = new Float32Array(rows.length * dims);
  const precision = new Float64Array(mu.length);
  const height = new Float64Array(rows.length);
  rows.forEach((row, m) => {
    for (let d = 0; d < dims; d++) {
      const at = m * dims + d;
      mu[at] = codes[row * dims + d];
      precision[at] = Math.exp(-logvar[row * dims + d]);
      height[m] -= 0.5 * logvar[row * dims + d];
    }
  });
  const terms = new Float64Array(rows.length);
  let likely = 0; // where the last z was: to start near the largest term lets the others end early

  /** log of the m-th term, or less than `floor` as soon as that is clear; NaN at its very centre. */
  function term(z, m, floor) {
    const most = 2 * (height[m] - floor);
    let squared = 0;
    for (let d = 0, at = m * dims; d < dims; d++, at++) {
      const apart = z[d] - mu[at];
      squared += apart * apart * precision[at];
      if (squared > most) return -Infinity;
    }
    return squared === 0 ? NaN : height[m] - 0.5 * squared;
  }

  return (z) => {
    let top = term(z, likely, -Infinity);
    if (Number.isNaN(top)) top = -Infinity;
    let own = -1;
    let kept = 0;
    for (let m = 0; m < rows.length; m++) {
      const value = term(z, m, top - NEGLIGIBLE);
      if (value > top) {
        top = value;
        likely = m;
      }
      if (value > -Infinity) terms[kept++] = value;
      else if (Number.isNaN(value) && own < 0) own = rows[m];
    }
    let sum = 0;
    for (let i = 0; i < kept; i++) sum += Math.exp(terms[i] - top);
    return { score: kept ? -(top + Math.log(sum)) : Infinity, own };
  };
}

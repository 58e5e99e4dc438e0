/** Which plane of the latent space is drawn, and how far it reaches. */

const LEAST_REACH = 3; // the prior's own: three standard deviations
const SHARE = 0.99; // of the codes that are in view
const MARGIN = 1.1;
const STICKY = 1.25; // so much more must another dimension tell before it takes a place

/**
 * The two dimensions that tell most, in nats; those that are drawn stay unless another tells clearly more.
 *
 * @param {Float32Array} codes mean and log-variance, (N, 2 D)
 * @param {number} latentDim
 * @param {number[]} present
 * @returns {number[]} [across, up]; the same one twice where there is but one
 */
export function chosenPair(codes, latentDim, present) {
  if (latentDim < 3) return present;
  const nats = new Float64Array(latentDim);
  for (let i = 0; i < codes.length; i += 2 * latentDim) {
    for (let d = 0; d < latentDim; d++) {
      const logvar = codes[i + latentDim + d];
      nats[d] += 0.5 * (codes[i + d] ** 2 + Math.exp(logvar) - 1 - logvar);
    }
  }
  for (const d of present) nats[d] *= STICKY;
  const best = Array.from(nats.keys())
    .sort((a, b) => nats[b] - nats[a])
    .slice(0, 2); // prettier-ignore
  return best.includes(present[0]) && best.includes(present[1]) ? present : best.sort((a, b) => a - b);
}

/** Half the side of a square around 0 that holds nearly all codes. */
export function reachOf(codes, latentDim, pair) {
  const apart = new Float32Array(codes.length / (2 * latentDim));
  for (let n = 0; n < apart.length; n++) {
    const at = 2 * latentDim * n;
    apart[n] = Math.max(Math.abs(codes[at + pair[0]]), Math.abs(codes[at + pair[1]]));
  }
  apart.sort();
  return Math.max(LEAST_REACH, MARGIN * apart[Math.floor(SHARE * (apart.length - 1))]);
}

/** Codes of the middles of side x side cells, the upper left one first; (side^2, D), what is not drawn at 0. */
export function latentGrid(side, reach, latentDim, pair) {
  const codes = new Float32Array(side * side * latentDim);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const at = (row * side + column) * latentDim;
      if (pair[0] !== pair[1]) codes[at + pair[1]] = reach * (1 - (2 * row + 1) / side);
      codes[at + pair[0]] = reach * ((2 * column + 1) / side - 1);
    }
  }
  return codes;
}

/** Seeded randomness: mulberry32 (T. Ettinger, public domain) and the Box-Muller transform. */

/** Draws from [0, 1). @param {number} seed */
export function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Draws from N(0, 1). @param {number} seed */
export function gaussian(seed) {
  const next = uniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/**
 * A draw from N(mu, diag(exp(logvar))).
 *
 * @param {Float32Array} mu
 * @param {ArrayLike<number>} logvar
 * @param {() => number} normal draws from N(0, 1)
 */
export const drawAround = (mu, logvar, normal) => mu.map((mean, d) => mean + Math.exp(0.5 * logvar[d]) * normal());

/** q(z|x) from what the encoder says of each row, mean and log-variance: draws of z, and the KL to N(0, I). */

/**
 * @param {Float32Array} m the arena
 * @param {import("./layout.js").Layout} at
 * @param {number} latentDim
 */
export function createPosterior(m, at, latentDim) {
  return {
    /** z of every row, from the noise that lies there; returns the KL of all rows, in nats. */
    draw(rows, isNoisy) {
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
    },

    /** Slopes of mean and log-variance, from that of z and from the KL. */
    slopes(rows, beta, isNoisy) {
      for (let row = 0; row < rows; row++) {
        const [mu, to, z] = [at.head + 2 * at.L * row, at.toHead + 2 * at.L * row, at.L * row];
        for (let d = 0; d < latentDim; d++) {
          const [logvar, slope] = [m[mu + at.L + d], m[at.toZ + z + d]];
          m[to + d] = slope + beta * m[mu + d];
          const ofDraw = isNoisy ? slope * m[at.noise + z + d] * 0.5 * Math.exp(0.5 * logvar) : 0;
          m[to + at.L + d] = ofDraw + beta * 0.5 * (Math.exp(logvar) - 1);
        }
      }
    },
  };
}

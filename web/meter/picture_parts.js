/**
 * What the trust meter looks at in a decoded picture where the judge's doubt says nothing: how grey it is, and how far
 * the nearest decoded pictures. The twins are in vae_core/measure/picture_parts.py.
 *
 * Axes: P pixels, R pictures kept for comparison, F features.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };

const LEAST = SHARED.meter.least_probability;
const NEAREST = SHARED.meter.nearest_pictures;

/** Entropy of the pixels as Bernoulli variables over the number of inked ones, or of blank ones if fewer. */
export function grey(pixels) {
  let [nats, ink] = [0, 0];
  for (let i = 0; i < pixels.length; i++) {
    const p = Math.min(1 - LEAST, Math.max(LEAST, pixels[i]));
    nats -= p * Math.log(p) + (1 - p) * Math.log1p(-p);
    ink += p;
  }
  return nats / (1 + Math.min(ink, pixels.length - ink));
}

/**
 * Mean distance to the five nearest of some decoded draws, in their principal components.
 *
 * @param {Map<string, {shape: number[], data: ArrayLike<number>}>} tensors unlike.mean (P,), .basis (P, F),
 *   .features (R, F), .rows (R,) the images that the draws are of
 * @param {boolean} angles whether pictures are compared by 2 arcsin sqrt p
 * @returns {(pixels: ArrayLike<number>, own: number) => number}
 */
export function createUnlike(tensors, angles) {
  const [mean, basis, kept, rows] = ["mean", "basis", "features", "rows"].map(
    (name) => tensors.get(`unlike.${name}`).data,
  );
  const [, width] = tensors.get("unlike.basis").shape;
  const found = new Float64Array(width);
  const nearest = new Float64Array(Math.min(NEAREST, rows.length - 1));

  function project(pixels) {
    found.fill(0);
    for (let i = 0; i < mean.length; i++) {
      const value = Math.min(1, Math.max(0, pixels[i]));
      const apart = (angles ? 2 * Math.asin(Math.sqrt(value)) : value) - mean[i];
      for (let f = 0, at = i * width; f < width; f++, at++) found[f] += apart * basis[at];
    }
  }

  /** Squared distance to the r-th picture, or more than `limit` as soon as that is clear. */
  function squaredTo(r, limit) {
    let squared = 0;
    for (let f = 0, at = r * width; f < width && squared <= limit; f++, at++) squared += (found[f] - kept[at]) ** 2;
    return squared;
  }

  return (pixels, own) => {
    project(pixels);
    nearest.fill(Infinity);
    const last = nearest.length - 1;
    for (let r = 0; r < rows.length; r++) {
      if (rows[r] === own) continue;
      const squared = squaredTo(r, nearest[last]);
      if (!(squared < nearest[last])) continue;
      let at = last;
      for (; at > 0 && nearest[at - 1] > squared; at--) nearest[at] = nearest[at - 1];
      nearest[at] = squared;
    }
    return nearest.reduce((sum, squared) => sum + Math.sqrt(squared), 0) / nearest.length;
  };
}

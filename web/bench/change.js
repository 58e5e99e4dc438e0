/**
 * How much the picture changes from code to code.
 *
 * Pictures are compared as in vae_core/measure/geometry.py: Bernoulli means by their Fisher-Rao angles 2 arcsin sqrt p,
 * others by their pixels. Axes: D latent dimensions, P pixels.
 */

import { isBernoulli } from "../latent/nats.js";

/** @typedef {import("./tasks.js").Model} Model */
/** @typedef {import("../engine/engine.js").Engine} Engine */
/** @typedef {(pixels: ArrayLike<number>, out: Float32Array) => void} Embed */

const STEP = 0.01; // latent units to either side of a finite difference: curvature below, float32 noise far above
const MEASURED = 100; // codes whose neighbours tell the usual rate

/** @param {Engine} engine */
export const pixelCount = ({ imageShape }) => imageShape.reduce((product, length) => product * length, 1);

/** @param {Pick<Engine, "likelihood" | "parts">} engine @returns {Embed} */
export function embeddingOf(engine) {
  if (!isBernoulli(engine)) return (pixels, out) => out.set(pixels);
  return (pixels, out) => {
    for (let i = 0; i < pixels.length; i++) out[i] = 2 * Math.asin(Math.sqrt(Math.min(1, pixels[i])));
  };
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export function distance(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}

/**
 * Central difference of the embedded picture along a direction.
 *
 * @param {Model} model
 * @returns {(code: ArrayLike<number>, axis: ArrayLike<number>, into: Float32Array) => void}
 */
export function createDerivative({ engine, embed }) {
  const z = new Float32Array(engine.latentDim);
  const out = new Float32Array(pixelCount(engine));
  const behind = new Float32Array(out.length);
  const at = (code, axis, step, into) => {
    for (let d = 0; d < z.length; d++) z[d] = code[d] + step * axis[d];
    embed(engine.decode(z, out), into);
  };
  return (code, axis, into) => {
    at(code, axis, -STEP, behind);
    at(code, axis, STEP, into);
    for (let i = 0; i < into.length; i++) into[i] = (into[i] - behind[i]) / (2 * STEP);
  };
}

/**
 * Change of the picture per latent unit from a to b. @param {Model} model @param {Float32Array} a @param {Float32Array}
 * b
 */
export function rateBetween({ engine, embed }, a, b) {
  const [one, other] = [a, b].map((z) => {
    const out = engine.decode(z);
    embed(out, out);
    return out;
  });
  return distance(one, other) / (distance(a, b) || 1);
}

/**
 * Median rate between some codes and their fifth nearest other code. @param {Model} model @param {Float32Array[]} codes
 */
export function usualRate(model, codes) {
  const rates = [];
  for (let i = 0; i < codes.length; i += Math.max(1, Math.floor(codes.length / MEASURED))) {
    const { indices } = model.index().nearest(codes[i], 6);
    rates.push(rateBetween(model, codes[i], codes[indices.at(-1)]));
  }
  return rates.sort((a, b) => a - b)[rates.length >> 1] || 1;
}

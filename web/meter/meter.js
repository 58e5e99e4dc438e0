/**
 * The trust meter: how well the data supports a point of the latent space, in per cent, by its code and by its picture.
 *
 * Each figure is uniform on 0..100 for draws from the posteriors of held-out images. vae_core/measure/meter.py tells
 * why it is made as it is; its tables come with the atlas.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { createJudge, entropy } from "./judge.js";
import { createMixture } from "./mixture.js";
import { createUnlike, grey } from "./picture_parts.js";

const CODE_WEIGHT = SHARED.meter.code_weight;
const STEPS = SHARED.meter.percentiles;

/** @typedef {import("../engine/safetensors.js").Tensor} Tensor */
/** @typedef {{percent: number, code: number, picture: number, logits: Float32Array | null, own: number}} Reading */
/** @typedef {(z: ArrayLike<number>, pixels: ArrayLike<number>) => Reading} Meter */
/** @typedef {{parts: string[], angles: boolean, judge: import("./judge.js").JudgeSpec | null}} MeterSpec */

/**
 * @param {{codes: Float32Array, logvar: Float32Array, count: number, latentDim: number,
 *   meter: {spec: MeterSpec, tensors: Map<string, Tensor>} | null}} atlas
 * @returns {Meter | null} null where the atlas has no meter
 */
export function createMeter(atlas) {
  if (!atlas.meter) return null;
  const { spec, tensors } = atlas.meter;
  const judge = spec.judge ? createJudge(spec.judge, tensors) : null;
  const density = createMixture(atlas);
  const { data } = tensors.get("tables");
  const table = (row) => data.subarray(row * STEPS, (row + 1) * STEPS);
  const parts = spec.parts.map((name) => createPart(name, tensors, spec));

  return (z, pixels) => {
    const logits = judge?.(pixels) ?? null;
    const { score, own } = density(z);
    const code = percentOf(score, table(0));
    const shares = parts.map((part, i) => percentOf(part(pixels, own, logits), table(1 + i)));
    const picture = percentOf(-Math.min(...shares), table(1 + parts.length));
    const percent = percentOf(-Math.min(picture, CODE_WEIGHT * code), table(2 + parts.length));
    return { percent, code, picture, logits, own };
  };
}

/**
 * @param {string} name
 * @param {Map<string, Tensor>} tensors
 * @param {MeterSpec} spec
 * @returns {(pixels: ArrayLike<number>, own: number, logits: Float32Array) => number} the larger the worse
 */
function createPart(name, tensors, { angles }) {
  if (name === "doubt") return (_pixels, _own, logits) => entropy(logits);
  return name === "unlike" ? createUnlike(tensors, angles) : grey;
}

/**
 * Per cent of the calibration draws whose score is larger.
 *
 * @param {number} score the larger the worse
 * @param {ArrayLike<number>} quantiles of the draws' scores, 0 % to 100 %
 */
function percentOf(score, quantiles) {
  const last = quantiles.length - 1;
  if (score < quantiles[0]) return 100;
  if (score >= quantiles[last]) return 0;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (quantiles[middle] <= score) low = middle;
    else high = middle;
  }
  const step = quantiles[high] - quantiles[low];
  return 100 - ((low + (step ? (score - quantiles[low]) / step : 0)) * 100) / last;
}

/**
 * The judge: the small classifier of pictures that goes with a model (vae_core/measure/judge.py), run by the engine.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { Problem } from "../engine/problem.js";
import { compileNetwork } from "../engine/network.js";
import { jsBackend } from "../engine/kernels.js";
import { wasmBackend, wasmWorks } from "../engine/wasm.js";

/** A picture is said to look like one class from here on: the judge's probability of it. */
export const SURE = SHARED.judge_sure;

/** @typedef {{image_shape: number[], class_names: string[], graph: import("../engine/network.js").Graph}} JudgeSpec */

/**
 * @param {JudgeSpec} spec
 * @param {Map<string, import("../engine/safetensors.js").Tensor>} tensors
 * @returns {(pixels: ArrayLike<number>) => Float32Array} logits of the classes; the same array every time
 */
export function createJudge(spec, tensors) {
  const { run, outputs } = compileNetwork(spec.graph, tensors, wasmWorks() ? wasmBackend : jsBackend);
  if (outputs !== spec.class_names.length) {
    throw new Problem("the judge ends with {outputs} values for {classes} classes; compute the atlas again", {
      outputs,
      classes: spec.class_names.length,
    });
  }
  const logits = new Float32Array(outputs);
  return (pixels) => {
    run(pixels, logits);
    return logits;
  };
}

/** Probabilities of logits. @returns {Float64Array} */
export function softmax(logits) {
  const largest = logits.reduce((most, value) => Math.max(most, value), -Infinity);
  const powers = Float64Array.from(logits, (value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

/** Entropy in nats of the softmax of logits, exact near 0. */
export function entropy(logits) {
  let at = 0;
  for (let k = 1; k < logits.length; k++) if (logits[k] > logits[at]) at = k;
  let [sum, weighted] = [0, 0];
  for (let k = 0; k < logits.length; k++) {
    if (k === at) continue;
    const below = logits[k] - logits[at];
    const power = Math.exp(below);
    sum += power;
    weighted += below * power;
  }
  return Math.log1p(sum) - weighted / (1 + sum);
}

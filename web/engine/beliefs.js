/** q(y|x): what a model that infers the class believes of a picture. Its twin is vae_core/model/semi_supervised.py. */

import { partOfKind } from "./parts.js";
import { Problem } from "./problem.js";

/**
 * @param {{run: (x: ArrayLike<number>, out: Float32Array) => void, outputs: number}} classifier to logits
 * @param {import("./parts.js").Part[]} parts
 * @returns {(image: ArrayLike<number>) => Float32Array} probabilities, in an array that the next call fills anew
 */
export function createBeliefs(classifier, parts) {
  const part = partOfKind(parts, "class");
  const expected = part ? part.stop - part.start : 0;
  if (classifier.outputs !== expected) {
    const holes = { got: classifier.outputs, expected };
    throw new Problem("the classifier ends with {got} values, expected {expected}; export the model again", holes);
  }
  const out = new Float32Array(expected);
  return (image) => {
    classifier.run(image, out);
    return softmax(out);
  };
}

/** In place. @param {Float32Array} logits */
function softmax(logits) {
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  let sum = 0;
  for (let k = 0; k < logits.length; k++) sum += logits[k] = Math.exp(logits[k] - most);
  for (let k = 0; k < logits.length; k++) logits[k] /= sum;
  return logits;
}

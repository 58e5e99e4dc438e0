/**
 * What a link keeps, field by field: how each is written, read, and given back to the page.
 *
 * `write` gives null for what is as it always is at first, so that a link stays short. `read` and `apply` throw a
 * Problem where the text is damaged or does not fit the present model: the field is then left out, and the visitor is
 * told.
 *
 * @typedef {Object} Field
 * @property {string} name in the address
 * @property {string} label key of what a visitor calls it
 * @property {boolean} [isMade] by the visitor: going back in the browser's history never takes that away
 * @property {(state: State, lens: import("../core/types.js").Lens) => string | null} write
 * @property {(text: string) => any} read what `apply` takes
 * @property {(value: any, context: Context) => void} apply
 */

import { Problem } from "../engine/problem.js";

/** @typedef {import("../core/types.js").State} State */
/** @typedef {import("../core/types.js").AtlasView} AtlasView */
/** @typedef {{store: import("../core/types.js").Store, lens: import("../core/types.js").Lens}} Context */

/** Sorted numbers as a link writes them, or null for none. @param {Set<number>} set */
export const sorted = (set) => (set.size ? [...set].sort((a, b) => a - b).join() : null);

/** @param {number[]} dims @param {AtlasView} view @throws {Problem} where the model has fewer */
export function requireDims(dims, { latentDim }) {
  if (dims.some((dim) => dim >= latentDim)) throw new Problem("the model has {dims} dimensions", { dims: latentDim });
}

/** @param {(number | null)[]} indices @param {AtlasView} view @throws {Problem} where the atlas has fewer */
export function requireImages(indices, { count }) {
  if (indices.some((index) => index >= count)) throw new Problem("the model's map holds {count} images", { count });
}

/** @template T @param {T} value @param {readonly T[]} known @param {string} template of the problem @returns {T} */
export function oneOf(value, known, template) {
  if (!known.includes(value)) throw new Problem(template);
  return value;
}

/** The code of a second model that stands for what the first one shows: of the same image, walk, place or picture. */

import { partOfKind } from "../engine/parts.js";

/** @typedef {import("../core/types.js").Engine} Engine */
/** @typedef {import("../core/types.js").AtlasView} AtlasView */
/** @typedef {{from: number, to: number, at: number}} Walk between two images of the atlas; at: in [0, 1] */
/**
 * @typedef {Object} Shown by the first model
 * @property {Float32Array} z
 * @property {Float32Array} pixels
 * @property {number | null} index of the image whose code z is
 * @property {Walk | null} walk that z lies on
 * @property {number} nearest image of z
 */
/** @typedef {"image" | "walk" | "place" | "picture" | "nearest"} How the two belong together */

/**
 * @param {Shown} shown
 * @param {{engine: Engine, view: AtlasView}} second
 * @param {boolean} samePlace whether z itself is wanted, where it can be had
 * @returns {{z: Float32Array, how: How}}
 */
export function counterpart(shown, { engine, view }, samePlace) {
  if (samePlace && shown.z.length === view.latentDim) return { z: Float32Array.from(shown.z), how: "place" };
  if (shown.walk) return { z: walkCode(view, shown.walk), how: "walk" };
  if (shown.index !== null) return { z: view.code(shown.index), how: "image" };
  const near = view.code(shown.nearest);
  if (!engine.spec.encoder) return { z: near, how: "nearest" };
  return { z: Float32Array.from(engine.encode(shown.pixels, near).mu), how: "picture" };
}

/** Straight from the code of one image to that of another. @param {AtlasView} view @param {Walk} walk */
export function walkCode(view, { from, to, at }) {
  const end = view.code(to);
  const grid = partOfKind(view.parts, "grid"); // cell by cell: between two codes there is nothing
  if (grid) return view.code(from).map((value, cell) => (cell < Math.round(at * grid.stop) ? end[cell] : value));
  return view.code(from).map((value, d) => value + at * (end[d] - value));
}

/**
 * Another image, of another class where there are several.
 *
 * @param {AtlasView} view
 * @param {number} index
 * @param {() => number} random in [0, 1)
 */
export function anotherImage({ labels, count }, index, random) {
  const others = Array.from({ length: count }, (_, i) => i).filter((i) => labels[i] !== labels[index]);
  if (others.length) return others[Math.floor(random() * others.length)];
  return (index + 1 + Math.floor(random() * (count - 1))) % count;
}

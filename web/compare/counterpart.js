/**
 * The code of a second model that stands for what the first one shows: of the same image, walk, place or picture. A
 * model of two decoders may stand beside itself: then the code is the same, and the other decoder draws it.
 */

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
 * @property {import("../engine/parts.js").Part[]} parts of z
 * @property {boolean} isOfBoth whether the second model is the first
 */
/**
 * @typedef {"image" | "walk" | "cells" | "place" | "picture" | "nearest" | "twin" | "adversarial"} How the two belong
 *   together
 */

/**
 * @param {Shown} shown
 * @param {{engine: Engine, view: AtlasView}} second
 * @param {boolean} samePlace whether z itself is wanted, where it can be had
 * @returns {{z: Float32Array, how: How}}
 */
export function counterpart(shown, { engine, view }, samePlace) {
  if (shown.isOfBoth) return byOther(shown);
  if (samePlace && shown.z.length === view.latentDim) return { z: Float32Array.from(shown.z), how: "place" };
  if (shown.walk) return { z: walkCode(view, shown.walk), how: partOfKind(view.parts, "grid") ? "cells" : "walk" };
  if (shown.index !== null) return { z: view.code(shown.index), how: "image" };
  const near = view.code(shown.nearest);
  if (!engine.spec.encoder) return { z: near, how: "nearest" };
  return { z: Float32Array.from(engine.encode(shown.pixels, givenAs(shown, view, near)).mu), how: "picture" };
}

/** The same code, drawn by the decoder that draws less of what is shown. @param {Shown} shown */
function byOther({ z, parts }) {
  const { start } = partOfKind(parts, "blend");
  const isTwin = z[start] > 0.5;
  const other = Float32Array.from(z);
  other[start] = isTwin ? 0 : 1;
  return { z: other, how: /** @type {How} */ (isTwin ? "twin" : "adversarial") };
}

/** What an encoder is given of the class: as the first model, where it has one; else that of the nearest image. */
function givenAs({ parts, z }, view, near) {
  const [own, other] = [parts, view.parts].map((some) => partOfKind(some, "class"));
  if (!own || !other || own.stop - own.start !== other.stop - other.start) return near;
  const given = Float32Array.from(near);
  given.set(z.subarray(own.start, own.stop), other.start);
  return given;
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

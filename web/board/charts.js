/** Which plane the visitor looks at, as plain data, and the chart that it makes of the present model. */

import { joined } from "../engine/parts.js";
import { isStandardPrior } from "../latent/prior.js";
import { text } from "../words/words.js";
import { createChart, planeOfDims, planeThrough, principalPlane } from "../latent/plane.js";

const EXTENT = 2.45; // the circle holds 95 % of a 2-D standard normal: beyond it pictures repeat themselves
const ASKED = 1000; // codes that tell how far those under another prior reach

/**
 * @typedef {{kind: "dims" | "pcs" | "images", dims?: number[], images?: number[]}} Choice
 *   of a plane: two latent dimensions, the two top principal components of the codes, or three images that lie on it
 */

/** The two dimensions that carry most, in their own order, or the only one. @returns {Choice} */
export function firstChoice({ dims }) {
  const best = [...dims]
    .sort((a, b) => b.klNats - a.klNats)
    .slice(0, 2)
    .map(({ dim }) => dim);
  return { kind: "dims", dims: best.sort((a, b) => a - b) };
}

/**
 * @param {{view: any, pinned: Float32Array, model: string}} state a plane of two dimensions goes through the pinned z
 * @param {Choice} choice
 * @param {boolean} quantile
 * @returns {ReturnType<typeof createChart> | null} null where the chosen images span no plane
 */
export function chartOf({ view, pinned, model }, choice, quantile) {
  const made = makePlane(view, pinned, choice);
  if (!made) return null;
  const key = JSON.stringify([model, choice, quantile, Array.from(made.origin, (value) => value.toFixed(5))]);
  return createChart(made, { quantile, extent: extentOf(made, view, choice), key });
}

/**
 * A plane of the vector; where there is a class, that of the pinned z is held all over it.
 *
 * @param {any} view
 * @param {Float32Array} pinned
 * @param {Choice} choice
 */
function makePlane(view, pinned, { kind, dims, images }) {
  if (kind === "dims") return planeOfDims(pinned, dims[0], dims[1]);
  const none = new Float32Array(pinned.length);
  if (kind === "pcs") {
    const { origin, axes } = principalPlane({ ...view.mapped, pca: view.pca, dims: view.dims });
    const [right, up] = axes.map((axis) => joined(view.parts, axis, none));
    return { origin: joined(view.parts, origin, pinned), axes: /** @type {[any, any]} */ ([right, up]) };
  }
  const [a, b, c] = images.map((index) => joined(view.parts, view.code(index), pinned));
  return planeThrough(a, b, c);
}

/**
 * At least N(0, I), the three images where they decide the plane, and the codes where they follow another prior.
 *
 * @param {import("../latent/plane.js").Plane} plane
 * @param {any} view
 * @param {Choice} choice
 */
function extentOf({ axes }, view, { kind, images }) {
  const held = kind === "images" ? [...images] : [];
  if (!isStandardPrior(view)) for (let i = 0; i < view.count; i += Math.ceil(view.count / ASKED)) held.push(i);
  const reach = held.flatMap((index) =>
    axes.map((axis) => Math.abs(view.code(index).reduce((sum, value, d) => sum + value * axis[d], 0))),
  );
  return Math.max(EXTENT, 1.15 * Math.max(0, ...reach));
}

/** Whether a model has this plane. @param {{view: any}} state @param {Choice | null} choice */
export function fits({ view }, choice) {
  if (!choice) return false;
  if (choice.kind !== "dims") return view.latentDim > 1 && (choice.images ?? []).every((index) => index < view.count);
  return choice.dims.length === Math.min(2, view.latentDim) && choice.dims.every((dim) => dim < view.latentDim);
}

/** Names of the axes to the right and upwards, for the reader; a line has only the first. @param {Choice} choice */
export function axisNames(choice, quantile) {
  const names = namesOf(choice);
  return quantile ? names.map((axis) => text("board.quantileOf", { axis })) : names;
}

/** @param {Choice} choice */
function namesOf({ kind, dims }) {
  if (kind === "pcs") return [1, 2].map((n) => text("board.component", { n }));
  if (kind === "images") return [text("board.firstToSecond"), text("board.towardsThird")];
  return dims.map((dim) => `z${dim + 1}`);
}

/** An index for each of three classes, spread out, to start a plane of three images with. */
export function threeImages({ labels, count }) {
  const found = [];
  for (let i = 0; i < count && found.length < 3; i++)
    if (!found.some((other) => labels[other] === labels[i])) found.push(i);
  return found.length === 3 ? found : [0, Math.floor(count / 3), Math.floor((2 * count) / 3)];
}

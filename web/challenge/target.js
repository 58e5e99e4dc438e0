/**
 * The target of a seed: the decoded code of a real image that the data supports well, and another place to begin at.
 *
 * The same seed, level and model give the same target to everyone. Only what is free differs at the beginning, so that
 * the player can reach the target exactly.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { uniform } from "../latent/random.js";
import { distanceOf } from "./round.js";

export const MOST_SEED = 9999; // short enough to be called across a hall
const WELL = SHARED.support_percent.well;
const FAR = 20; // per cent that the beginning is away from the target: half of all pairs of images are farther
const TRIES = 60;

/** @typedef {import("../kit/axes.js").Axis} Axis */
/**
 * @typedef {Object} Target
 * @property {number} index of the image in the atlas
 * @property {Float32Array} z
 * @property {Float32Array} pixels decoded at z
 * @property {Float32Array} start where the player begins
 */

export const newSeed = () => 1 + Math.floor(Math.random() * MOST_SEED);

/**
 * @param {{engine: Pick<import("../core/types.js").Engine, "decode">,
 *   view: Pick<import("../core/types.js").AtlasView, "code" | "measured">}} loaded
 * @param {import("../meter/meter.js").Meter | null} meter
 * @param {Axis[]} free
 * @param {number} seed
 * @returns {Target}
 */
export function drawTarget({ engine, view }, meter, free, seed) {
  const next = uniform(seed);
  const any = () => Math.floor(next() * view.measured);
  const decoded = (z) => engine.decode(z).slice();
  const isSupported = ({ z, pixels }) => !meter || meter(z, pixels).percent >= WELL;

  function image() {
    const index = any();
    const z = view.code(index);
    return { index, z, pixels: decoded(z) };
  }

  const { index, z, pixels } = firstOf(image, isSupported);
  const other = () => startAt(z, view.code(any()), free);
  const start = firstOf(other, (far) => distanceOf(decoded(far), pixels) >= FAR);
  return { index, z, pixels, start };
}

/**
 * The first draw that will do, or the last one tried.
 *
 * @template T
 * @param {() => T} draw
 * @param {(one: any) => boolean} will
 * @returns {T}
 */
function firstOf(draw, will) {
  let one = draw();
  for (let tried = 1; tried < TRIES && !will(one); tried++) one = draw();
  return one;
}

/** The target's code but for what is free, which is another image's. */
function startAt(target, other, free) {
  const start = Float32Array.from(target);
  for (const { dim } of free) start[dim] = other[dim];
  return start;
}

/**
 * The slider that is farthest from the target, measured in widths of its own range.
 *
 * @param {Axis[]} free
 * @param {ArrayLike<number>} z
 * @param {ArrayLike<number>} target
 */
export function farthestOf(free, z, target) {
  const away = ({ dim, low, high }) => Math.abs(z[dim] - target[dim]) / (high - low);
  return free.reduce((most, axis) => (away(axis) > away(most) ? axis : most));
}

/**
 * What a slider does: of pictures that are not of the class it leads to, how many become one along it.
 *
 * Codes of the other group are moved along the slider as a visitor would, each to one and the same value, decoded and
 * looked at. Half of them choose the value, the other half give the share; the same distance along random directions
 * gives what chance does. The definitions are those of vae_core/twins/directions.py.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { gaussian } from "../latent/random.js";
import { movedTo, valueAlong } from "../kit/axes.js";

const MOST_MOVED = 240;
const STOPS = SHARED.directions.places; // tried between the middle of all codes and the slider's end
const RANDOM = SHARED.directions.chances; // directions of chance
const OF_ONE_CLASS = SHARED.directions.one_class; // of the first group: below, the slider leads to no one class
const ALSO = SHARED.directions.also; // share of pictures that become another class, worth a word
const SLICE_MS = 5; // of a frame

/** @typedef {{label: number, share: number}} ClassShare */
/**
 * @typedef {ClassShare & {low: number, high: number, chance: number, count: number, also: ClassShare | null}} Effect
 *   low, high: 95 % interval of the share; chance: what random directions do; also: another class that comes along
 */
/** @typedef {(codes: Float32Array[]) => Promise<(number | null)[] | null>} Judge of codes; null: nobody waits */

/** The class of most of a group, or null where no class has enough of it, or where there is but one. */
export function classOf({ labels, classNames }, indices) {
  const counts = new Int32Array(classNames.length);
  for (const i of indices) counts[labels[i]] += 1;
  const label = counts.indexOf(Math.max(...counts));
  return classNames.length > 1 && counts[label] >= OF_ONE_CLASS * indices.length ? label : null;
}

/**
 * @param {any} view an atlas
 * @param {import("../kit/axes.js").Axis} axis of the slider
 * @param {{label: number, from: number[]}} groups the class that it leads to; codes to move
 * @param {(z: Float32Array) => number | null} looksLike class of the picture decoded at a code
 * @param {() => boolean} isWanted false as soon as nobody waits any more
 * @returns {Promise<Effect | null>} null when nobody waits
 */
export async function measureEffect(view, axis, { label, from }, looksLike, isWanted) {
  const codes = sample(view, label, from);
  const [choosing, judging] = [0, 1].map((half) => codes.filter((_, i) => i % 2 === half));
  const judge = createSlices(looksLike, isWanted);
  const value = await bestValue(axis, choosing, label, judge);
  if (value === null) return null;
  const before = await judge(judging);
  const after = await judge(judging.map((z) => movedTo(axis, z, value)));
  const byChance = await judge(movedRandomly(judging, axis, value));
  if (!before || !after || !byChance) return null;
  const hits = after.filter((found) => found === label).length;
  return {
    label,
    share: hits / after.length,
    ...wilson(hits, after.length),
    chance: share(byChance, label),
    count: after.length,
    also: alsoTurned(view, label, before, after),
  };
}

/** Codes of other classes, evenly chosen. */
function sample(view, label, from) {
  const others = from.filter((i) => view.labels[i] !== label);
  const step = Math.max(1, others.length / MOST_MOVED);
  const count = Math.min(others.length, MOST_MOVED);
  return Array.from({ length: count }, (_, n) => view.code(others[Math.floor(n * step)]));
}

/** @param {Judge} judge @returns {Promise<number | null>} where on the slider most pictures are of the class */
async function bestValue(axis, codes, label, judge) {
  const values = Array.from({ length: STOPS }, (_, i) => axis.rest + ((i + 1) / STOPS) * (axis.high - axis.rest));
  let best = { value: null, hits: -1 };
  for (const value of values) {
    const seen = await judge(codes.map((z) => movedTo(axis, z, value)));
    if (!seen) return null;
    const hits = seen.filter((found) => found === label).length;
    if (hits > best.hits) best = { value, hits };
  }
  return best.value;
}

const share = (seen, wanted) => seen.filter((found) => found === wanted).length / seen.length;

/** The other class that pictures become most often, where it is worth a word. @returns {ClassShare | null} */
function alsoTurned({ classNames }, label, before, after) {
  const gains = classNames.map((_, other) => ({ label: other, share: share(after, other) - share(before, other) }));
  const others = gains.filter((gain) => gain.label !== label && gain.share >= ALSO);
  return others.sort((a, b) => b.share - a.share)[0] ?? null;
}

/** The same codes, moved as far along random directions. */
function movedRandomly(codes, axis, value) {
  const random = gaussian(11);
  return Array.from({ length: RANDOM }).flatMap(() => {
    const arrow = Float32Array.from({ length: axis.vector.length }, random);
    const length = Math.hypot(...arrow);
    return codes.map((z) => {
      const by = (value - valueAlong(axis, z)) / length;
      return z.map((coordinate, d) => coordinate + by * arrow[d]);
    });
  });
}

/** Looks at many codes a few milliseconds at a time. @returns {Judge} */
function createSlices(looksLike, isWanted) {
  let start = performance.now();
  return async (codes) => {
    const seen = [];
    for (const z of codes) {
      if (performance.now() - start > SLICE_MS) {
        await new Promise((resolve) => setTimeout(resolve, 4));
        start = performance.now();
      }
      if (!isWanted()) return null;
      seen.push(looksLike(z));
    }
    return seen;
  };
}

/** 95 % interval of a share (E. Wilson, 1927). */
function wilson(hits, count) {
  const z2 = 1.959964 ** 2;
  const middle = (hits + z2 / 2) / (count + z2);
  const reach = (Math.sqrt(z2) / (count + z2)) * Math.sqrt((hits * (count - hits)) / count + z2 / 4);
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/**
 * 95 % interval of an area under the curve from so many codes on each side, honest for few and near 1.
 * R. Newcombe, "Confidence intervals for an effect size measure based on the Mann-Whitney statistic. Part 2" (2006),
 * method 5.
 */
export function aucInterval(auc, m, n) {
  const size = (m + n) / 2 - 1;
  const spread = (t) => 1.959964 * Math.sqrt((t * (1 - t) * (1 + size * ((1 - t) / (2 - t) + t / (1 + t)))) / (m * n));
  const root = (isInside, inside, outside) => {
    for (let i = 0; i < 50; i++) {
      const middle = (inside + outside) / 2;
      if (isInside(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  };
  return { low: root((t) => auc - t <= spread(t), auc, 0), high: root((t) => t - auc <= spread(t), auc, 1) };
}

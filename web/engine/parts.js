/**
 * What a flat z consists of: named parts, by which everything here knows what may be done with each of its numbers.
 * vae_core/model/parts.py has the kinds; nothing asks for a family of models.
 */

import { Problem } from "./problem.js";

/** @typedef {{name: string, kind: "vector" | "class" | "level" | "grid", start: number, stop: number}} Part */

const SERVED = /^vector(,class)?$|^level(,level)+$/; // kinds in their order

/**
 * The parts that a specification names, or the one vector of one that names none.
 *
 * @param {{latent_dim: number, parts?: Part[]}} spec
 * @returns {Part[]}
 */
export function partsOf({ latent_dim: length, parts }) {
  if (parts === undefined) return [{ name: "z", kind: "vector", start: 0, stop: length }];
  const kinds = Array.isArray(parts) ? parts.map((part) => part?.kind).join() : "";
  const follow = kinds && parts.every(({ start, stop }, i) => start === (parts[i - 1]?.stop ?? 0) && stop > start);
  if (!follow || !SERVED.test(kinds) || parts.at(-1).stop !== length) {
    throw new Problem(
      "the parts of z must be a vector, then classes, or levels, from 0 to {length}; export the model again",
      { length },
    );
  }
  return parts;
}

/** The first part of a kind, or null. @param {Part[]} parts @param {Part["kind"]} kind @returns {Part | null} */
export const partOfKind = (parts, kind) => parts.find((part) => part.kind === kind) ?? null;

/** The levels of a hierarchy, the top one first; none of another model. @param {Part[]} parts */
export const levelsOf = (parts) => parts.filter(({ kind }) => kind === "level");

/** Numbers at home in N(0, I), which come first: the vector, or all levels. @param {Part[]} parts */
export const vectorSize = (parts) => parts.findLast(({ kind }) => kind === "vector" || kind === "level").stop;

/** The weights of the classes in a flat z, or null where there are none. @param {Part[]} parts @param {any} z */
export function classWeights(parts, z) {
  const part = partOfKind(parts, "class");
  return part && z.slice(part.start, part.stop);
}

/** The class of the largest weight in a flat z, or null where it has none. @param {Part[]} parts @param {any} z */
export function mainClass(parts, z) {
  const weights = classWeights(parts, z);
  return weights ? weights.indexOf(Math.max(...weights)) : null;
}

/**
 * A flat z with the vector of one and the classes of another.
 *
 * @param {Part[]} parts
 * @param {ArrayLike<number>} vector a flat z, or its vector alone
 * @param {ArrayLike<number>} given a flat z
 */
export function joined(parts, vector, given) {
  const z = Float32Array.from(given);
  for (let d = 0; d < vectorSize(parts); d++) z[d] = vector[d];
  return z;
}

/** A flat z wholly of one class. @param {Part[]} parts @param {ArrayLike<number>} z @param {number} k */
export function inClass(parts, z, k) {
  const part = partOfKind(parts, "class");
  const made = Float32Array.from(z);
  made.fill(0, part.start, part.stop);
  made[part.start + k] = 1;
  return made;
}

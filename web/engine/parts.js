/**
 * What a flat z consists of: named parts, by which everything here knows what may be done with each of its numbers.
 * vae_core/model/parts.py has the kinds; nothing asks for a family of models.
 */

import { Problem } from "./problem.js";

/**
 * @typedef {{name: string, kind: "vector" | "class" | "level" | "grid" | "blend", start: number, stop: number,
 *   columns?: number, levels?: number, dims?: number}} Part columns: cells in a row of a grid; levels: of each of the
 *   dims numbers of a code
 */

const SERVED = /^vector(,class|,blend)?$|^level(,level)+$|^grid$/; // kinds in their order

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
  /** @param {Part} part */
  const isGrid = ({ kind, columns, levels, dims }) => kind !== "grid" || (columns > 0 && levels > 1 && dims > 0);
  if (!follow || !SERVED.test(kinds) || parts.at(-1).stop !== length || !parts.every(isGrid)) {
    throw new Problem(
      "the parts of z must be a vector, then classes or a blend, levels, or a grid, 0 to {length}; export it again",
      { length },
    );
  }
  return parts;
}

/** The first part of a kind, or null. @param {Part[]} parts @param {Part["kind"]} kind @returns {Part | null} */
export const partOfKind = (parts, kind) => parts.find((part) => part.kind === kind) ?? null;

/** The levels of a hierarchy, the top one first; none of another model. @param {Part[]} parts */
export const levelsOf = (parts) => parts.filter(({ kind }) => kind === "level");

/** Numbers at home in N(0, I), which come first: the vector, or all levels; 0 of a grid. @param {Part[]} parts */
export const vectorSize = (parts) => parts.findLast(({ kind }) => kind === "vector" || kind === "level")?.stop ?? 0;

/** How many codes a cell of a grid may have. @param {Part} grid */
export const codesPerCell = ({ levels, dims }) => levels ** dims;

/** How many numbers `mapped` makes. @param {Part[]} parts */
export function mappedSize(parts) {
  const grid = partOfKind(parts, "grid");
  return grid ? (grid.stop - grid.start) * grid.dims : vectorSize(parts);
}

/**
 * What maps, neighbours and the trust meter compare codes by: the vector of a flat z, or of a grid the numbers of all
 * cells' codes, which are points of a lattice from -1 to 1, the last number running fastest.
 *
 * @param {Part[]} parts
 * @param {ArrayLike<number>} z
 * @returns {ArrayLike<number>}
 */
export function mapped(parts, z) {
  const grid = partOfKind(parts, "grid");
  if (!grid) return z.length === vectorSize(parts) ? z : Array.prototype.slice.call(z, 0, vectorSize(parts));
  const { levels, dims } = grid;
  return Float32Array.from({ length: mappedSize(parts) }, (_, i) => {
    const index = indexOf(grid, z[Math.floor(i / dims)]);
    const digit = Math.floor(index / levels ** (dims - 1 - (i % dims))) % levels;
    return (2 * digit) / (levels - 1) - 1;
  });
}

/** The code that a number of a flat z stands for. @param {Part} grid @param {number} value */
export const indexOf = (grid, value) => Math.max(0, Math.min(codesPerCell(grid) - 1, Math.round(value)));

/** The log-variance of every number of `mapped` in a grid: one step of the lattice, squared. @param {Part} grid */
export const gridLogvar = ({ levels }) => 2 * Math.log(2 / (levels - 1));

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

/**
 * Whether codes have one and the same beside their vectors: one class, or one blend of decoders. A blend of classes is
 * none: no image is of it. vae_core/walks/given.py is the twin.
 *
 * @param {Part[]} parts
 * @param {ArrayLike<number>[]} codes flat
 */
export function isHeld(parts, codes) {
  const [first, ...others] = codes.map((z) => Array.prototype.slice.call(z, vectorSize(parts)));
  const isPure = !partOfKind(parts, "class") || first?.filter((weight) => weight !== 0).join() === "1";
  return isPure && others.every((given) => given.every((value, i) => value === first[i]));
}

/**
 * A flat z with the blend of another, where it has one.
 *
 * @param {Part[]} parts
 * @param {Float32Array} z
 * @param {ArrayLike<number> | null} given a flat z
 */
export function withBlend(parts, z, given) {
  const part = partOfKind(parts, "blend");
  if (!part || !given) return z;
  const made = Float32Array.from(z);
  made[part.start] = given[part.start];
  return made;
}

/** A flat z wholly of one class. @param {Part[]} parts @param {ArrayLike<number>} z @param {number} k */
export function inClass(parts, z, k) {
  const part = partOfKind(parts, "class");
  const made = Float32Array.from(z);
  made.fill(0, part.start, part.stop);
  made[part.start + k] = 1;
  return made;
}

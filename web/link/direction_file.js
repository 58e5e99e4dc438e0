/** The JSON file of directions: bound to one model by its digest, checked before anything is used. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { Problem } from "../engine/problem.js";
import { plainName } from "../kit/plain_name.js";
import { grouped, text } from "../words/words.js";

export const LONGEST_DIRECTION_NAME = 60; // characters
const KIND = "latent-lens-directions";
const MAX_DIRECTIONS = 100;
const FARTHEST = SHARED.max_coordinate; // a range beyond it leads to no picture

/** @typedef {import("../core/types.js").Direction} Direction */
/** @typedef {Pick<import("../core/types.js").Engine, "name" | "digest" | "latentDim">} Owner the present model */

/** @param {Owner} engine @param {Direction[]} directions */
export function writeDirections({ name: model, digest, latentDim }, directions) {
  const file = { kind: KIND, model, digest, latent_dim: latentDim, directions: directionRows(directions) };
  return JSON.stringify(file, null, 1);
}

/**
 * What is kept of each direction, as JSON.
 *
 * @param {Direction[]} directions
 * @param {(vector: Float32Array) => number[] | string} vectorText how a vector is written
 */
export function directionRows(directions, vectorText = (vector) => Array.from(vector)) {
  return directions.map(({ name, vector, low, high, rest, quality }) => ({
    name,
    vector: vectorText(vector),
    low,
    high,
    rest,
    quality,
  }));
}

/** @typedef {Omit<Direction, "id" | "dim" | "hint">} ReadDirection */

/**
 * The inverse.
 *
 * @param {any[]} rows as parsed
 * @param {number} latentDim
 * @param {(text: any) => ArrayLike<number>} [vectorOf]
 * @returns {ReadDirection[]}
 * @throws {Problem}
 */
export function readRows(rows, latentDim, vectorOf = (vector) => vector) {
  if (!Array.isArray(rows)) throw new Problem("This holds no directions");
  if (rows.length > MAX_DIRECTIONS)
    throw new Problem("At most {most} directions can be shown; got {got}", { most: MAX_DIRECTIONS, got: rows.length });
  return rows.map((row, n) => checked({ ...row, vector: Array.from(vectorOf(row?.vector ?? "")) }, n, latentDim));
}

/**
 * @param {string} content of a file
 * @param {Owner} engine
 * @returns {ReadDirection[]}
 * @throws {Problem}
 */
export function readDirections(content, { name, digest, latentDim }) {
  const file = parsed(content);
  if (file?.kind !== KIND || !Array.isArray(file.directions))
    throw new Problem("This file holds no directions: choose one that Export wrote");
  if (file.digest !== digest) {
    throw new Problem(
      "These directions belong to {model} (weights {weights}); the present model is {name} (weights {digest})",
      { model: String(file.model).slice(0, 60), weights: String(file.digest).slice(0, 12), name, digest },
    );
  }
  return readRows(file.directions, latentDim);
}

/** @param {unknown[]} directions all of a model's, with those to come @throws {Problem} where there is no room */
export function requireRoom({ length }) {
  if (length > MAX_DIRECTIONS)
    throw new Problem("A model has room for {most} sliders of your own; these would be {count}: remove some first", {
      most: MAX_DIRECTIONS,
      count: length,
    });
}

function parsed(content) {
  try {
    return JSON.parse(content);
  } catch {
    throw new Problem("This file is not JSON: choose one that Export wrote");
  }
}

/** @returns {ReadDirection} */
function checked({ name, vector, low, high, rest, quality }, n, latentDim) {
  const isVector = Array.isArray(vector) && vector.length === latentDim && vector.every(Number.isFinite);
  const length = isVector ? Math.hypot(...vector) : 0;
  const isRange =
    [low, high, rest].every((value) => Number.isFinite(value) && Math.abs(value) <= FARTHEST) && low < high;
  if (!(length > 0 && length < Infinity) || !isRange) {
    throw new Problem("Direction {n} is damaged: it needs {latentDim} finite numbers and a range within ±{farthest}", {
      n: n + 1,
      latentDim,
      farthest: grouped(FARTHEST),
    });
  }
  return {
    name: plainName(name, LONGEST_DIRECTION_NAME) || text("link.directionName", { n: n + 1 }),
    vector: Float32Array.from(vector, (value) => value / length),
    low,
    high,
    rest,
    note: "",
    quality: isQuality(quality) ? cleaned(quality) : null,
  };
}

const areNumbers = (values) => values.every(Number.isFinite);
const pick = (object, names) => names.map((name) => object?.[name]);

function isQuality(quality) {
  if (!areNumbers(pick(quality, ["auc", "effect", "chance"]))) return false;
  return quality.leak === null || areNumbers(pick(quality.leak, ["label", "auc"]));
}

/** What a file says beyond the figures that every version has, as far as it makes sense. */
function cleaned({ auc, effect, chance, leak, interval, counts, isByPlace, turned }) {
  return {
    auc,
    effect,
    chance,
    leak,
    interval: areNumbers(pick(interval, ["low", "high"])) ? interval : null,
    counts: Array.isArray(counts) && counts.length === 2 && areNumbers(counts) ? counts : null,
    isByPlace: Boolean(isByPlace),
    turned: isTurned(turned) ? turned : null,
  };
}

function isTurned(turned) {
  if (!areNumbers(pick(turned, ["label", "share", "low", "high", "chance", "count"]))) return false;
  return turned.also === null || areNumbers(pick(turned.also, ["label", "share"]));
}

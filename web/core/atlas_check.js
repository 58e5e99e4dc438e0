/** An atlas as it came, held to what the page reads of it, so that nothing later meets half an atlas. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { Problem } from "../engine/problem.js";

/** @typedef {import("../engine/safetensors.js").Contents} Contents */
/** @typedef {import("../engine/safetensors.js").Tensor} Tensor */

const FARTHEST = SHARED.max_coordinate; // far from any model's codes, and its square still finite
const WIDEST_LOGVAR = SHARED.max_logvar; // beyond it a variance is no number in single precision

const NO_NAMES = "its class names must be a list of texts; make the atlas again with `python -m vae_core atlas`";
const NO_TRAINED =
  "its number of training images must be below that of its codes; make the atlas again with `python -m vae_core atlas`";
const NO_JSON = "its description is not JSON; make the atlas again with `python -m vae_core atlas`";
const NO_TABLE = "{name} must be a table of numbers; got {got}; make the atlas again with `python -m vae_core atlas`";
const WRONG_TABLE =
  "{name} must be a table of numbers of {expected}; got {got}; make the atlas again with `python -m vae_core atlas`";
const NO_NUMBER =
  "{name} must hold finite numbers of ordinary size; got {got}; make the atlas again with `python -m vae_core atlas`";
const LABEL_COUNT =
  "it needs one label for each of its {count} codes; got {got}; make the atlas again with `python -m vae_core atlas`";
const LABEL_RANGE =
  "its labels must be below {classes}, the number of its classes; got {got}; " +
  "make the atlas again with `python -m vae_core atlas`";

/** @param {Contents} file @returns {Contents} the same @throws {Problem} */
export function checkAtlas(file) {
  const { class_names: classes, trained = 0 } = specOf(file.metadata);
  const isNames = Array.isArray(classes) && classes.length && classes.every((name) => typeof name === "string");
  if (!isNames) throw new Problem(NO_NAMES);
  const [count, latentDim] = table(file, "codes", null, FARTHEST);
  if (!(Number.isInteger(trained) && trained >= 0 && trained < count)) throw new Problem(NO_TRAINED);
  table(file, "logvar", [count, latentDim], WIDEST_LOGVAR);
  for (const name of ["tsne", "pca"]) table(file, name, [count, 2], Infinity);
  checkLabels(file.tensors.get("labels"), count, classes.length);
  return file;
}

/** @param {Record<string, string>} metadata */
function specOf(metadata) {
  try {
    const spec = JSON.parse(metadata.spec);
    if (spec && typeof spec === "object") return spec;
  } catch {
    // as below
  }
  throw new Problem(NO_JSON);
}

/**
 * A float tensor of two axes.
 *
 * @param {Contents} file
 * @param {string} name
 * @param {number[] | null} expected null for any
 * @param {number} most of the absolute values
 * @returns {number[]} its shape
 */
function table({ tensors }, name, expected, most) {
  const { shape, data } = tensors.get(name) ?? {};
  const fits = shape?.length === 2 && shape[0] > 0 && shape[1] > 0 && (!expected || String(shape) === String(expected));
  if (!fits || !(data instanceof Float32Array)) {
    const got = shape ? `[${shape}]` : "none";
    throw expected
      ? new Problem(WRONG_TABLE, { name, expected: expected.join(" x "), got })
      : new Problem(NO_TABLE, { name, got });
  }
  const wrong = data.findIndex((value) => !(Math.abs(value) <= most) || !Number.isFinite(value));
  if (wrong >= 0) throw new Problem(NO_NUMBER, { name, got: data[wrong] });
  return shape;
}

/** @param {Tensor | undefined} labels @param {number} count of codes @param {number} classes */
function checkLabels(labels, count, classes) {
  if (labels?.shape.length !== 1 || labels.shape[0] !== count || labels.data instanceof Float32Array) {
    throw new Problem(LABEL_COUNT, { count, got: `[${labels?.shape ?? "none"}]` });
  }
  const wrong = labels.data.find((label) => label < 0 || label >= classes);
  if (wrong !== undefined) throw new Problem(LABEL_RANGE, { classes, got: wrong });
}

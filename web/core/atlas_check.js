/** An atlas as it came, held to what the page reads of it, so that nothing later meets half an atlas. */

import { Problem } from "../engine/problem.js";

const FARTHEST = 1e6; // as ui/place.py: far from any model's codes, and its square still finite
const WIDEST_LOGVAR = 80; // beyond it a variance is no number in single precision
const AGAIN = "make the atlas again with `python -m vae_core atlas`";

/**
 * @param {import("../engine/safetensors.js").Contents} file
 * @returns {import("../engine/safetensors.js").Contents} the same
 * @throws {Problem}
 */
export function checkAtlas(file) {
  const { class_names: classes } = specOf(file.metadata);
  if (!Array.isArray(classes) || !classes.length || !classes.every((name) => typeof name === "string")) {
    throw new Problem(`its class names must be a list of texts; ${AGAIN}`);
  }
  const [count, latentDim] = table(file, "codes", null, FARTHEST);
  table(file, "logvar", [count, latentDim], WIDEST_LOGVAR);
  for (const name of ["tsne", "pca"]) table(file, name, [count, 2], Infinity);
  checkLabels(file.tensors.get("labels"), count, classes.length);
  return file;
}

function specOf(metadata) {
  try {
    const spec = JSON.parse(metadata.spec);
    if (spec && typeof spec === "object") return spec;
  } catch {
    // said below
  }
  throw new Problem(`its description is not JSON; ${AGAIN}`);
}

/** A float tensor of two axes. @returns {number[]} its shape */
function table({ tensors }, name, expected, most) {
  const { shape, data } = tensors.get(name) ?? {};
  const fits = shape?.length === 2 && shape[0] > 0 && shape[1] > 0 && (!expected || String(shape) === String(expected));
  if (!fits || !(data instanceof Float32Array)) {
    throw new Problem(
      `${name} must be a table of numbers${expected ? ` of ${expected.join(" x ")}` : ""}; got ${shape ? `[${shape}]` : "none"}; ${AGAIN}`,
    );
  }
  const wrong = data.findIndex((value) => !(Math.abs(value) <= most) || !Number.isFinite(value));
  if (wrong >= 0) throw new Problem(`${name} must hold finite numbers of ordinary size; got ${data[wrong]}; ${AGAIN}`);
  return shape;
}

function checkLabels(labels, count, classes) {
  if (labels?.shape.length !== 1 || labels.shape[0] !== count || labels.data instanceof Float32Array) {
    throw new Problem(`it needs one label for each of its ${count} codes; got [${labels?.shape ?? "none"}]; ${AGAIN}`);
  }
  const wrong = labels.data.find((label) => label < 0 || label >= classes);
  if (wrong !== undefined)
    throw new Problem(`its labels must be below ${classes}, the number of its classes; got ${wrong}; ${AGAIN}`);
}

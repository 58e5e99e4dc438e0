// The plan of a network before it runs: where each buffer and weight lies in the arena, and the steps in order.

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { Problem } from "./problem.js";

/** @typedef {{at: number, shape: number[]}} Value an offset and a shape, [n] or [H, W, C] */
/**
 * @typedef {Object} Plan
 * @property {Map<string, import("./safetensors.js").Tensor>} tensors
 * @property {number} size floats of the arena so far
 * @property {[number, Float32Array][]} constants by offset
 * @property {((m: Float32Array, backend: import("./kernels.js").Backend) => void)[]} steps
 * @property {number} [products] multiply-adds so far
 * @property {number} [depth] of lists within lists
 */

// What a list may ask of a browser: a file of 200 kB could ask for minutes a picture.
const LARGEST_ARENA = SHARED.operations.most_floats; // 256 MB, of one network
const MOST_PRODUCTS = SHARED.operations.most_products; // multiply-adds of one picture: 0.1 s in WebAssembly
const MOST_STEPS = 20_000; // several to an operation
const DEEPEST = SHARED.operations.deepest; // lists within lists

/** @returns {number} number of values in a shape */
export const size = (shape) => shape.reduce((product, length) => product * length, 1);

/**
 * Space for a value. The kernels work on four numbers at a time: at least four that nobody needs follow every buffer.
 * @param {Plan} plan
 * @param {number[]} shape
 * @returns {Value}
 */
export function reserve(plan, shape) {
  const count = size(shape);
  if (!shape.every((length) => Number.isInteger(length) && length > 0) || plan.size + count > LARGEST_ARENA) {
    throw new Problem("a layer of shape [{shape}] cannot be built: expected whole positive sizes, {most} MB in all", {
      shape: String(shape),
      most: LARGEST_ARENA >> 18,
    });
  }
  const at = plan.size;
  plan.size += (count + 7) & ~3;
  return { at, shape };
}

/** Counts what a step costs at each picture. */
export function spend(plan, products) {
  plan.products = (plan.products ?? 0) + products;
  if (plan.products <= MOST_PRODUCTS && plan.steps.length < MOST_STEPS) return;
  throw new Problem(
    "a picture would take more than {products} million multiply-adds or {steps} steps: train or export a smaller" +
      " network",
    { products: MOST_PRODUCTS / 1e6, steps: MOST_STEPS },
  );
}

/** Runs `fn` one list deeper. */
export function deeper(plan, fn) {
  plan.depth = (plan.depth ?? 0) + 1;
  if (plan.depth > DEEPEST)
    throw new Problem("its operation lists lie more than {most} deep; export the model again", { most: DEEPEST });
  const result = fn();
  plan.depth -= 1;
  return result;
}

/** @returns {number} the offset at which `data` will lie; a convolution's phase without taps has none */
export function constant(plan, data) {
  const { at } = reserve(plan, [Math.max(1, data.length)]);
  plan.constants.push([at, data]);
  return at;
}

/** @returns {number} the offset of the vector tensor op[key], which must hold `length` values */
export function weights(plan, op, key, length) {
  const { shape, data } = requireTensor(plan, op, key, 1);
  if (shape[0] !== length)
    throw new Problem('{op}: {key} "{name}" must hold {length} values; got {got}', {
      op: op.op,
      key,
      name: op[key],
      length,
      got: shape[0],
    });
  return constant(plan, data);
}

/** @returns {import("./safetensors.js").Tensor} the float tensor that op[key] names */
export function requireTensor(plan, op, key, dimensions) {
  const tensor = plan.tensors.get(op[key]);
  if (!tensor)
    throw new Problem('{op}: tensor "{name}" is missing; export the model again', { op: op.op, name: op[key] });
  if (tensor.shape.length !== dimensions || !(tensor.data instanceof Float32Array)) {
    throw new Problem(
      '{op}: {key} "{name}" must be a float tensor with {dimensions} dimensions; got {dtype} [{shape}]',
      {
        op: op.op,
        key,
        name: op[key],
        dimensions,
        dtype: tensor.dtype,
        shape: String(tensor.shape),
      },
    );
  }
  return tensor;
}

/**
 * Weights in the order in which the kernel reads them (see matvec.wat); cols is rounded up to four with zeros.
 * @param {(o: number, r: number, i: number) => number} weightAt output, kernel row, place within the row
 * @returns {Float32Array}
 */
export function pack(outputs, rows, cols, weightAt) {
  const quads = (cols + 3) >> 2;
  const packed = new Float32Array(((outputs + 3) >> 2) * rows * quads * 16);
  for (let o = 0; o < outputs; o++) {
    for (let r = 0; r < rows; r++) {
      const start = (((o >> 2) * rows + r) * quads * 4 + (o & 3)) * 4;
      for (let i = 0; i < cols; i++) packed[start + (i >> 2) * 16 + (i & 3)] = weightAt(o, r, i);
    }
  }
  return packed;
}

// The plan of a network before it runs: where each buffer and weight lies in the arena, and the steps in order.

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { Problem } from "./problem.js";

/** @typedef {{at: number, shape: number[], strides: number[]}} Value where it lies: layout.js */
/**
 * @typedef {Object} Plan
 * @property {Map<string, import("./safetensors.js").Tensor>} tensors
 * @property {number} size floats of the arena so far
 * @property {[number, Float32Array][]} constants by offset
 * @property {((m: Float32Array, backend: import("./kernels.js").Backend) => void)[]} steps
 * @property {number} [products] multiply-adds so far
 * @property {Map<string, Value>} values by name
 */

// What a list may ask of a browser: a file of 200 kB could ask for minutes a picture.
const LARGEST_ARENA = SHARED.operations.most_floats; // 256 MB, of one network
const MOST_PRODUCTS = SHARED.operations.most_products; // multiply-adds of one picture: 0.1 s in WebAssembly
const MOST_STEPS = 20_000; // several to an operation

/** @returns {number} number of values in a shape */
export const size = (shape) => shape.reduce((product, length) => product * length, 1);

/**
 * Space for a value. The kernels work on four numbers at a time: at least four that nobody needs follow every buffer.
 * @param {Plan} plan
 * @param {number[]} shape
 * @returns {number} its offset
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
  return at;
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

/** @returns {number} the offset at which `data` will lie; a convolution's phase without taps has none */
export function constant(plan, data) {
  const at = reserve(plan, [Math.max(1, data.length)]);
  plan.constants.push([at, data]);
  return at;
}

/**
 * The float tensor that an operation names as its value number `index`; undefined where it has none.
 * @returns {import("./safetensors.js").Tensor | undefined}
 */
export function weight(plan, op, index) {
  const name = op.in[index];
  if (name === undefined) return undefined;
  const tensor = plan.tensors.get(name);
  if (!tensor) throw new Problem('{op}: tensor "{name}" is missing; export the model again', { op: op.op, name });
  if (tensor.data instanceof Float32Array) return tensor;
  throw new Problem('{op}: tensor "{name}" must hold floats; got {dtype}', { op: op.op, name, dtype: tensor.dtype });
}

/** @returns {number} the offset of the vector of `length` that is value number `index`, or of such of one number */
export function vector(plan, op, index, length, otherwise) {
  const data = weight(plan, op, index)?.data ?? new Float32Array(length).fill(otherwise);
  if (data.length === length) return constant(plan, data);
  throw new Problem('{op}: "{name}" must hold {length} values; got {got}', {
    op: op.op,
    name: op.in[index],
    length,
    got: data.length,
  });
}

/** A value that an operation names: one that is made before it, or a weight. @returns {Value} */
export function valueAt(plan, op, index) {
  const name = op.in[index];
  const made = plan.values.get(name);
  if (made) return made;
  const tensor = typeof name === "number" ? { shape: [1], data: Float32Array.of(name) } : weight(plan, op, index);
  if (!tensor) throw new Problem("{op}: it lacks value {index}; export the model again", { op: op.op, index });
  const shape = tensor.shape.length ? tensor.shape : [1];
  const strides = shape.map((_length, dim) => size(shape.slice(dim + 1)));
  const value = { at: constant(plan, tensor.data), shape, strides };
  if (typeof name === "string") plan.values.set(name, value);
  return value;
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

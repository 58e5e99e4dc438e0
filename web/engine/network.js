// Compiles a list of operations into one function. Every buffer and every weight gets its place in one arena at compile
// time, so a run allocates nothing. Maps are kept as HWC: a kernel row over neighbouring pixels is then one contiguous
// run.

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { ACTIVATIONS, add, couple, keepHalf, layerNorm, softClamp, transpose, upsample } from "./kernels.js";
import { lowerConv, lowerConvTranspose } from "./convolution.js";
import { constant, deeper, pack, reserve, requireTensor, size, spend, weights } from "./plan.js";
import { Problem } from "./problem.js";

/**
 * @typedef {{op: string, [key: string]: any}} Op
 * @typedef {import("./plan.js").Value} Value
 * @typedef {import("./plan.js").Plan} Plan
 * @typedef {{outputs: number, run: (input: ArrayLike<number>, out: Float32Array) => void}} Network
 */

/** @type {Record<string, (plan: Plan, x: Value, op: Op) => Value>} */
const LOWER = {
  linear(plan, x, op) {
    const weight = requireTensor(plan, op, "weight", 2);
    const [outputs, inputs] = weight.shape;
    requireVector(op, x, inputs);
    spend(plan, outputs * inputs);
    const w = constant(
      plan,
      pack(outputs, 1, inputs, (o, _r, i) => weight.data[o * inputs + i]),
    );
    const b = weights(plan, op, "bias", outputs);
    const y = reserve(plan, [outputs]);
    const cols = (inputs + 3) & ~3;
    plan.steps.push((_m, { products }) => products(x.at, w, b, y.at, 1, 0, 0, 1, 0, cols, outputs));
    return y;
  },
  conv: lowerConv,
  conv_transpose: lowerConvTranspose,
  layer_norm(plan, x, op) {
    const width = x.shape.at(-1);
    const count = size(x.shape) / width;
    const weight = weights(plan, op, "weight", width);
    const bias = weights(plan, op, "bias", width);
    const eps = op.eps ?? 1e-5;
    const y = reserve(plan, x.shape);
    plan.steps.push((m) => layerNorm(m, x.at, y.at, count, width, weight, bias, eps));
    return y;
  },
  act(plan, x, op) {
    if (!Object.hasOwn(ACTIVATIONS, op.fn)) throw unknown("activation", op.fn, ACTIVATIONS);
    const n = size(x.shape);
    const y = reserve(plan, x.shape);
    plan.steps.push((m, { activations }) => activations[op.fn](m, x.at, y.at, n));
    return y;
  },
  residual(plan, x, op) {
    const f = lowerAll(plan, x, op.ops);
    if (String(f.shape) !== String(x.shape)) {
      throw new Problem("residual: its operations turn shape [{from}] into [{to}]; both must be the same", {
        from: String(x.shape),
        to: String(f.shape),
      });
    }
    const n = size(x.shape);
    const y = reserve(plan, x.shape);
    plan.steps.push((m) => add(m, x.at, f.at, y.at, n));
    return y;
  },
  reshape(plan, x, op) {
    const [c, h, w] = op.shape;
    requireVector(op, x, c * h * w);
    if (c === 1) return { at: x.at, shape: [h, w, 1] };
    const y = reserve(plan, [h, w, c]);
    plan.steps.push((m) => transpose(m, x.at, y.at, c, h * w));
    return y;
  },
  flatten(plan, x, _op) {
    if (x.shape.length === 1) return x;
    const [h, w, c] = x.shape;
    if (c === 1) return { at: x.at, shape: [h * w] };
    const y = reserve(plan, [h * w * c]);
    plan.steps.push((m) => transpose(m, x.at, y.at, h * w, c));
    return y;
  },
  upsample(plan, x, op) {
    if (x.shape.length !== 3)
      throw new Problem("upsample: expected a map; got a vector of {length}", { length: x.shape[0] });
    const [h, w, c] = x.shape;
    const y = reserve(plan, [h * op.factor, w * op.factor, c]);
    plan.steps.push((m) => upsample(m, x.at, y.at, h, w, c, op.factor));
    return y;
  },
  soft_clamp(plan, x, op) {
    const n = size(x.shape);
    const y = reserve(plan, x.shape);
    plan.steps.push((m) => softClamp(m, x.at, y.at, n, op.limit, op.start));
    return y;
  },
  // A flow posterior: mu, log-variance and context, of which every coupling moves half of the first two.
  couplings(plan, x, { dims, nets }) {
    if (
      !(Number.isInteger(dims) && dims > 0 && x.shape.length === 1 && x.shape[0] >= 2 * dims && Array.isArray(nets))
    ) {
      throw new Problem(
        "couplings: expected dims, nets and a vector of at least twice dims; got {dims}, {nets}, [{shape}]",
        { dims, nets: typeof nets, shape: String(x.shape) },
      );
    }
    const [n] = x.shape;
    for (const [i, ops] of nets.entries()) {
      const [from, seen, to] = [x, reserve(plan, [n - dims]), reserve(plan, [n])];
      plan.steps.push((m) => keepHalf(m, from.at, seen.at, n, dims, i % 2));
      const moves = lowerAll(plan, seen, ops);
      requireVector({ op: "couplings" }, moves, 2 * dims);
      plan.steps.push((m) => couple(m, from.at, moves.at, to.at, n, dims, i % 2));
      x = to;
    }
    return { at: x.at, shape: [2 * dims] };
  },
};

const ELEMENT_COST = SHARED.operations.element_cost; // multiply-adds that one element of an activation takes

/**
 * @param {Op[]} ops
 * @param {Map<string, import("./safetensors.js").Tensor>} tensors
 * @param {number[]} shape of the input as PyTorch has it: [n] for a code, [C, H, W] for a picture
 * @param {(size: number) => import("./kernels.js").Backend} backend
 * @returns {Network}
 */
export function compileNetwork(ops, tensors, shape, backend) {
  /** @type {Plan} */
  const plan = { tensors, size: 0, constants: [], steps: [] };
  const x = reserve(plan, [size(shape)]);
  const start = shape.length === 3 ? LOWER.reshape(plan, x, { op: "reshape", shape }) : x;
  const y = LOWER.flatten(plan, lowerAll(plan, start, ops), { op: "flatten" });
  const running = backend(plan.size);
  const { memory } = running;
  for (const [at, data] of plan.constants) memory.set(data, at);
  const outputs = size(y.shape);
  const result = memory.subarray(y.at, y.at + outputs);
  const { steps } = plan;
  const run = (input, out) => {
    memory.set(input, x.at);
    for (let i = 0; i < steps.length; i++) steps[i](memory, running);
    out.set(result);
  };
  return { outputs, run };
}

function lowerAll(plan, x, ops) {
  if (!Array.isArray(ops)) throw new Problem("expected a list of operations; export the model again");
  return deeper(plan, () => ops.reduce((value, op) => lower(plan, value, op), x));
}

/** A list may hold anything: what an operation stumbles over is said, in the terms of the list. */
function lower(plan, x, op) {
  if (!Object.hasOwn(LOWER, op?.op)) throw unknown("operation", op?.op, LOWER);
  try {
    spend(plan, ELEMENT_COST * size(x.shape));
    return LOWER[op.op](plan, x, op);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("{op}: the operation is malformed, got {got}; export the model again", {
      op: op.op,
      got: JSON.stringify(op).slice(0, 80),
    });
  }
}

function requireVector(op, x, length) {
  if (x.shape.length === 1 && x.shape[0] === length) return;
  throw new Problem("{op}: expected a vector of {length}; got shape [{shape}]", {
    op: op.op,
    length,
    shape: String(x.shape),
  });
}

const UNKNOWN = {
  operation: 'unknown operation "{name}"; expected one of {known}',
  activation: 'unknown activation "{name}"; expected one of {known}',
};

/** @param {keyof typeof UNKNOWN} what @param {string} name @param {object} known */
const unknown = (what, name, known) => new Problem(UNKNOWN[what], { name, known: Object.keys(known).join(", ") });

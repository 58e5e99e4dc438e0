// Compiles a network, a list of operations on named values (vae_core/graph/kinds.py), into one function. Every buffer
// and every weight gets its place in one arena at compile time, so a run allocates nothing.

import { lowerConv, lowerConvTranspose } from "./convolution.js";
import { ELEMENTS } from "./elements.js";
import { INDEXING } from "./indexing.js";
import { inLayout, stridesIn } from "./layout.js";
import { NORMS } from "./norms.js";
import { reserve, size, valueAt } from "./plan.js";
import { PRODUCTS } from "./products.js";
import { Problem } from "./problem.js";
import { RESAMPLING } from "./resampling.js";
import { SHAPES } from "./shapes.js";

/** @typedef {{op: string, in: (string | number)[], out: string, [key: string]: any}} Op */
/** @typedef {{input: string, shape: number[], ops: Op[], output: string}} Graph */
/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Value} Value */
/**
 * @typedef {Object} Network
 * @property {number} outputs
 * @property {(input: ArrayLike<number>, out: Float32Array) => void} run row by row in and out
 */

/** @type {Record<string, (plan: Plan, op: any, x: Value) => Value>} */
const KINDS = {
  ...SHAPES,
  ...ELEMENTS,
  ...PRODUCTS,
  ...NORMS,
  ...RESAMPLING,
  ...INDEXING,
  conv: lowerConv,
  conv_transpose: lowerConvTranspose,
};

/**
 * @param {Graph} graph
 * @param {Map<string, import("./safetensors.js").Tensor>} tensors
 * @param {(size: number) => import("./kernels.js").Backend} backend
 * @returns {Network}
 */
export function compileNetwork(graph, tensors, backend) {
  if (!Array.isArray(graph?.ops) || !Array.isArray(graph.shape)) {
    throw new Problem("expected a list of operations; export the model again");
  }
  /** @type {Plan} */
  const plan = { tensors, size: 0, constants: [], steps: [], values: new Map() };
  const { shape } = graph;
  const x = { at: reserve(plan, shape), shape, strides: stridesIn(shape, [...shape.keys()]) };
  plan.values.set(graph.input, x);
  for (const op of graph.ops) plan.values.set(op?.out, lower(plan, op));
  const end = plan.values.get(graph.output);
  if (!end) throw new Problem("no operation makes the network's output; export the model again");
  const y = inLayout(plan, end);
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

/** A list may hold anything: what an operation stumbles over is said, in the terms of the list. */
function lower(plan, op) {
  if (!Object.hasOwn(KINDS, op?.op)) {
    const known = Object.keys(KINDS).join(", ");
    throw new Problem('unknown operation "{name}"; expected one of {known}', { name: String(op?.op), known });
  }
  try {
    return KINDS[op.op](plan, op, op.in.length ? valueAt(plan, op, 0) : undefined);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("{op}: the operation is malformed, got {got}; export the model again", {
      op: op.op,
      got: JSON.stringify(op).slice(0, 80),
    });
  }
}

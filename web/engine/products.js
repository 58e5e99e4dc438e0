// Kinds that are sums of products: linear layers, matrices, sums along dimensions.

import { inLayout, permuted, room, viewed } from "./layout.js";
import { matmul, reduced } from "./kernels.js";
import { constant, pack, size, spend, valueAt, vector, weight } from "./plan.js";
import { Problem } from "./problem.js";

/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Value} Value */

export const PRODUCTS = {
  /** Over the last dimension. @param {Plan} plan @param {any} op @param {Value} given */
  linear(plan, op, given) {
    const { data, shape } = weight(plan, op, 1);
    const [outputs, inputs] = shape;
    if (shape.length !== 2) {
      throw new Problem('linear: "{name}" must have 2 dimensions; got [{shape}]', {
        name: op.in[1],
        shape: String(shape),
      });
    }
    if (given.shape.at(-1) !== inputs) {
      throw new Problem("linear: expected a vector of {length}; got shape [{shape}]", {
        length: inputs,
        shape: String(given.shape),
      });
    }
    const x = inLayout(plan, given);
    const rows = size(x.shape) / inputs;
    spend(plan, rows * outputs * inputs);
    const w = constant(
      plan,
      pack(outputs, 1, inputs, (o, _r, i) => data[o * inputs + i]),
    );
    const b = vector(plan, op, 2, outputs, 0);
    const y = room(plan, x.shape.with(-1, outputs));
    const cols = (inputs + 3) & ~3;
    plan.steps.push((_m, { products }) => products(x.at, w, b, y.at, rows, inputs, outputs, 1, 0, cols, outputs));
    return y;
  },
  matmul(plan, op, first) {
    const second = valueAt(plan, op, 1);
    const rank = Math.max(first.shape.length, second.shape.length);
    const [a, b] = [first, second].map((x) => {
      const lacking = new Array(rank - x.shape.length).fill(1);
      return inLayout(plan, viewed(plan, x, [...lacking, ...x.shape]));
    });
    const [n, k] = a.shape.slice(-2);
    const p = b.shape.at(-1);
    const outer = a.shape.slice(0, -2).map((length, dim) => Math.max(length, b.shape[dim]));
    const y = room(plan, [...outer, n, p]);
    const batches = size(outer);
    spend(plan, size(y.shape) * k);
    const starts = (x) => Array.from({ length: batches }, (_, batch) => x.at + startOf(batch, outer, x));
    const [i, j] = [starts(a), starts(b)];
    plan.steps.push((m) => {
      for (let batch = 0; batch < batches; batch++) matmul(m, i[batch], j[batch], y.at + batch * n * p, n, k, p);
    });
    return y;
  },
  /** Mean, sum, most or least along some dimensions, which stay as 1. */
  reduce(plan, op, given) {
    const kept = [...given.shape.keys()].filter((dim) => !op.dims.includes(dim));
    const x = inLayout(plan, permuted(given, [...kept, ...op.dims]));
    const width = op.dims.reduce((product, dim) => product * given.shape[dim], 1);
    const y = room(
      plan,
      given.shape.map((length, dim) => (op.dims.includes(dim) ? 1 : length)),
    );
    spend(plan, size(x.shape));
    plan.steps.push((m) => reduced(m, x.at, y.at, size(y.shape), width, op.fn));
    return y;
  },
};

/** Where the matrix of a batch lies within a value that may have one for several. */
function startOf(batch, outer, x) {
  let [at, rest] = [0, batch];
  for (let dim = outer.length - 1; dim >= 0; dim--) {
    const index = rest % outer[dim];
    rest = Math.floor(rest / outer[dim]);
    if (x.shape[dim] > 1) at += index * x.strides[dim];
  }
  return at;
}

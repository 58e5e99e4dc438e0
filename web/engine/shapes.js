// Kinds that move numbers, or only say where they lie.

import { copy, cut, expanded, orderOf, permuted, room, viewed, whole } from "./layout.js";
import { size, spend, valueAt } from "./plan.js";
import { Problem } from "./problem.js";

/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Value} Value */

export const SHAPES = {
  /** @param {Plan} plan @param {any} op @param {Value} x */
  view: (plan, op, x) => {
    if (size(op.shape) === size(x.shape)) return viewed(plan, x, op.shape);
    throw new Problem("view: shape [{from}] cannot be seen as [{to}]", { from: String(x.shape), to: String(op.shape) });
  },
  permute: (_plan, op, x) => permuted(x, op.dims),
  expand: (_plan, op, x) => expanded(x, op.shape),
  slice: (_plan, op, x) => cut(x, op.dim, op.start, op.end, op.step),
  constant(plan, op) {
    const value = room(plan, op.shape);
    plan.constants.push([value.at, Float32Array.from(op.values)]);
    return value;
  },
  cat(plan, op, first) {
    const parts = op.in.map((_name, index) => valueAt(plan, op, index));
    const along = parts.map((part) => part.shape[op.dim]);
    const total = along.reduce((sum, length) => sum + length, 0);
    const y = room(plan, first.shape.with(op.dim, total), orderOf(first));
    let start = 0;
    for (const part of parts) {
      const end = start + part.shape[op.dim];
      copy(plan, part, cut(y, op.dim, start, end));
      start = end;
    }
    return y;
  },
  pad(plan, op, x) {
    const shape = x.shape.map((length, dim) => length + op.before[dim] + op.after[dim]);
    const y = room(plan, shape, orderOf(x));
    if (op.value !== 0) plan.constants.push([y.at, new Float32Array(size(shape)).fill(op.value)]);
    const inside = x.shape.reduce((at, length, dim) => cut(at, dim, op.before[dim], op.before[dim] + length), y);
    copy(plan, x, inside);
    return y;
  },
  take(plan, op, given) {
    const shape = given.shape.with(op.dim, op.index.length);
    if (given.shape[op.dim] === 1) return expanded(given, shape);
    const x = whole(plan, given);
    const y = room(plan, shape, orderOf(x));
    const inner = x.strides[op.dim]; // what lies behind the dimension, where its own stride is that of its block
    const [from, to] = [inner * x.shape[op.dim], inner * op.index.length];
    const index = Int32Array.from(op.index);
    const outer = size(x.shape) / from;
    spend(plan, size(y.shape));
    plan.steps.push((m) => {
      for (let o = 0; o < outer; o++) {
        for (let i = 0; i < index.length; i++) {
          const source = x.at + o * from + index[i] * inner;
          const place = y.at + o * to + i * inner;
          for (let n = 0; n < inner; n++) m[place + n] = m[source + n];
        }
      }
    });
    return y;
  },
};

// Kinds that work on every number by itself: activations, and two values with broadcasting.

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { BINARY } from "./arithmetic.js";
import { ACTIVATIONS } from "./kernels.js";
import { expanded, isWhole, orderOf, room, runs, whole } from "./layout.js";
import { size, spend, valueAt, vector } from "./plan.js";
import { Problem } from "./problem.js";

/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Value} Value */

export const ELEMENT_COST = SHARED.operations.element_cost; // multiply-adds that one element of an activation takes

export const ELEMENTS = {
  /** @param {Plan} plan @param {any} op @param {Value} given */
  act(plan, op, given) {
    if (!Object.hasOwn(ACTIVATIONS, op.fn)) throw unknown("activation", op.fn, ACTIVATIONS);
    const x = whole(plan, given);
    const n = size(x.shape);
    spend(plan, ELEMENT_COST * n);
    const y = room(plan, x.shape, orderOf(x));
    const p = op.p ?? [];
    plan.steps.push((m, { activations }) => activations[op.fn](m, x.at, y.at, n, ...p));
    return y;
  },
  binary(plan, op, a) {
    if (!Object.hasOwn(BINARY, op.fn)) throw unknown("function of two values", op.fn, BINARY);
    const fn = BINARY[op.fn];
    return combined(plan, a, valueAt(plan, op, 1), fn);
  },
  scale_shift(plan, op, x) {
    const channels = x.shape[1];
    const column = (index) => {
      const shape = [1, channels, ...x.shape.slice(2).fill(1)];
      const strides = shape.map((_length, dim) => (dim === 1 ? 1 : 0));
      return { at: vector(plan, op, index, channels, 0), shape, strides };
    };
    return combined(plan, combined(plan, x, column(1), BINARY.mul), column(2), BINARY.add);
  },
};

/** The two values number by number; what one of them lacks is repeated. */
function combined(plan, a, b, fn) {
  const shape = together(a.shape, b.shape);
  const [u, v] = [expanded(a, shape), expanded(b, shape)];
  const wholes = [u, v].filter(isWhole);
  const like = wholes.find((value) => orderOf(value).at(-1) === 1) ?? wholes[0]; // what follows wants channels last
  const y = room(plan, shape, like ? orderOf(like) : undefined);
  spend(plan, size(shape));
  const { inner, steps, starts } = runs(shape, [u.strides, v.strides, y.strides]);
  const [i, j, k] = starts;
  plan.steps.push((m) => {
    for (let n = 0; n < k.length; n++) fn(m, u.at + i[n], steps[0], v.at + j[n], steps[1], y.at + k[n], inner);
  });
  return y;
}

function together(a, b) {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, dim) => {
    const m = a[dim - rank + a.length] ?? 1;
    const n = b[dim - rank + b.length] ?? 1;
    if (m === n || n === 1) return m;
    if (m === 1) return n;
    throw new Problem("binary: shapes [{a}] and [{b}] do not go together", { a: String(a), b: String(b) });
  });
}

const UNKNOWN = {
  activation: 'unknown activation "{name}"; expected one of {known}',
  "function of two values": 'unknown function of two values "{name}"; expected one of {known}',
};

const unknown = (what, name, known) => new Problem(UNKNOWN[what], { name, known: Object.keys(known).join(", ") });

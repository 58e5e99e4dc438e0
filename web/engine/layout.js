// Where the numbers of a value lie. A value is an offset, a shape as PyTorch has it and a stride for every dimension,
// so that permuting, slicing, viewing and expanding move nothing. Maps come out of convolutions with their channels
// last: a kernel row over neighbouring pixels is then one contiguous run.

import { reserve } from "./plan.js";

/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Value} Value */

/**
 * The strides of a shape without holes whose dimensions lie in a given order, slowest first.
 * @param {number[]} shape @param {number[]} order @returns {number[]}
 */
export function stridesIn(shape, order) {
  const strides = new Array(shape.length).fill(0);
  let stride = 1;
  for (const dim of [...order].reverse()) {
    strides[dim] = stride;
    stride *= shape[dim];
  }
  return strides;
}

const inOrder = (shape) => shape.map((_length, dim) => dim);

/** Space for a value whose dimensions lie in that order; row by row unless given. @returns {Value} */
export function room(plan, shape, order = inOrder(shape)) {
  return { at: reserve(plan, shape), shape, strides: stridesIn(shape, order) };
}

/** Channels last: batch, rows, columns, channels. */
export const channelsLast = (shape) => [0, ...inOrder(shape).slice(2), 1];

/** The dimensions of a value as they lie, slowest first. @param {Value} x @returns {number[]} */
export function orderOf(x) {
  const length = (dim) => (x.shape[dim] === 1 ? Infinity : x.strides[dim]);
  return inOrder(x.shape).sort((a, b) => (length(b) === length(a) ? a - b : length(b) - length(a)));
}

const lies = (x, strides) => x.shape.every((length, dim) => length === 1 || x.strides[dim] === strides[dim]);

/** Whether a value has neither holes nor numbers that stand for several. @param {Value} x */
export const isWhole = (x) => lies(x, stridesIn(x.shape, orderOf(x)));

/** The value with its dimensions in that order, copied where it has another. @returns {Value} */
export function inLayout(plan, x, order = inOrder(x.shape)) {
  if (lies(x, stridesIn(x.shape, order))) return { ...x, strides: stridesIn(x.shape, order) };
  const y = room(plan, x.shape, order);
  copy(plan, x, y);
  return y;
}

/** The value without holes, as it lies where it has none. @returns {Value} */
export const whole = (plan, x) => (isWhole(x) ? x : inLayout(plan, x));

/** @param {Value} x @param {number[]} dims @returns {Value} */
export function permuted(x, dims) {
  return { at: x.at, shape: dims.map((dim) => x.shape[dim]), strides: dims.map((dim) => x.strides[dim]) };
}

/** Entries from start to end of a dimension. @returns {Value} */
export function cut(x, dim, start, end, step = 1) {
  const shape = x.shape.with(dim, Math.ceil((end - start) / step));
  return { at: x.at + start * x.strides[dim], shape, strides: x.strides.with(dim, step * x.strides[dim]) };
}

/** The value under another shape of the same size. @returns {Value} */
export function viewed(plan, x, shape) {
  const strides = viewStrides(x, shape);
  if (strides) return { at: x.at, shape, strides };
  return { at: inLayout(plan, x).at, shape, strides: stridesIn(shape, inOrder(shape)) };
}

/** Strides with which a shape sees the numbers where they lie, or null: PyTorch's rule for a view. */
function viewStrides(x, shape) {
  const strides = new Array(shape.length);
  let to = shape.length - 1;
  let [base, count, seen] = [x.strides.at(-1) ?? 1, 1, 1];
  for (let from = x.shape.length - 1; from >= 0; from--) {
    count *= x.shape[from];
    const goesOn = from > 0 && (x.shape[from - 1] === 1 || x.strides[from - 1] === count * base);
    if (goesOn) continue;
    for (; to >= 0 && (seen < count || shape[to] === 1); to--) {
      strides[to] = seen * base;
      seen *= shape[to];
    }
    if (seen !== count) return null;
    if (from > 0) [base, count, seen] = [x.strides[from - 1], 1, 1];
  }
  return to < 0 ? strides : null;
}

/** A value as a larger shape sees it: what it lacks is repeated. @returns {Value} */
export function expanded(x, shape) {
  const lacking = shape.length - x.shape.length;
  const strides = shape.map((length, dim) => {
    const own = dim - lacking;
    return own < 0 || (x.shape[own] === 1 && length !== 1) ? 0 : x.strides[own];
  });
  return { at: x.at, shape, strides };
}

/**
 * A walk through values of one shape together: runs of `inner` numbers, each value with its own step, from starts.
 * The last value decides the order; it has no holes.
 * @param {number[]} shape @param {number[][]} strides of each value
 * @returns {{inner: number, steps: number[], starts: Int32Array[]}}
 */
export function runs(shape, strides) {
  const last = strides.at(-1);
  const dims = shape.map((_length, dim) => dim).filter((dim) => shape[dim] > 1);
  dims.sort((a, b) => last[b] - last[a]);
  /** @type {{length: number, steps: number[]}[]} */
  const merged = [];
  for (const dim of dims) {
    const before = merged.at(-1);
    const steps = strides.map((of) => of[dim]);
    if (before?.steps.every((step, i) => step === steps[i] * shape[dim])) {
      before.length *= shape[dim];
      before.steps = steps;
    } else merged.push({ length: shape[dim], steps });
  }
  const inner = merged.pop() ?? { length: 1, steps: strides.map(() => 1) };
  const starts = strides.map((_of, i) => offsets(merged.map(({ length, steps }) => [length, steps[i]])));
  return { inner: inner.length, steps: inner.steps, starts };
}

function offsets(dims) {
  let found = Int32Array.of(0);
  for (const [length, step] of dims) {
    const next = new Int32Array(found.length * length);
    for (let i = 0; i < found.length; i++) for (let k = 0; k < length; k++) next[i * length + k] = found[i] + k * step;
    found = next;
  }
  return found;
}

const WORTH_A_CALL = 24; // numbers, from which copyWithin is faster than a loop

/** At each run, the numbers of one value into another of the same shape. */
export function copy(plan, from, to) {
  const { inner, steps, starts } = runs(to.shape, [from.strides, to.strides]);
  const [a, b] = starts;
  const isRun = steps[0] === 1 && steps[1] === 1 && inner >= WORTH_A_CALL;
  plan.steps.push((m) => {
    for (let k = 0; k < a.length; k++) {
      let i = from.at + a[k];
      let j = to.at + b[k];
      if (isRun) m.copyWithin(j, i, i + inner);
      else for (let n = 0; n < inner; n++, i += steps[0], j += steps[1]) m[j] = m[i];
    }
  });
}

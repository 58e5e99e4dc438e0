// Kinds that compute whole numbers and read by them: which number is least, which code is nearest, entries by index.
// An index is a float; it is rounded, and held within what it reads.

import { inLayout, permuted, room } from "./layout.js";
import { constant, pack, size, spend, valueAt, weight } from "./plan.js";
import { Problem } from "./problem.js";

/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Value} Value */

const within = (value, length) => Math.min(length - 1, Math.max(0, Math.floor(value + 0.5)));

export const INDEXING = {
  /** Entries of one dimension of a table, for indices of any shape. @param {Plan} plan @param {any} op */
  lookup(plan, op, given) {
    const index = inLayout(plan, given);
    const table = inLayout(plan, valueAt(plan, op, 1));
    const { shape } = table;
    const [before, length, after] = [shape.slice(0, op.dim), shape[op.dim], shape.slice(op.dim + 1)];
    const y = room(plan, [...before, ...index.shape, ...after]);
    const [outer, inner, count] = [size(before), size(after), size(index.shape)];
    spend(plan, size(y.shape));
    plan.steps.push((m) => {
      let to = y.at;
      for (let o = 0; o < outer; o++) {
        for (let i = 0; i < count; i++, to += inner) {
          const from = table.at + (o * length + within(m[index.at + i], length)) * inner;
          for (let n = 0; n < inner; n++) m[to + n] = m[from + n];
        }
      }
    });
    return y;
  },
  /** Of every place of an index the entry in that place, along one dimension. @param {Plan} plan @param {any} op */
  gather(plan, op, x) {
    const index = inLayout(plan, valueAt(plan, op, 1));
    const y = room(plan, index.shape);
    const [length, stride] = [x.shape[op.dim], x.strides[op.dim]];
    const starts = places(index.shape, x.strides.with(op.dim, 0));
    spend(plan, size(y.shape));
    plan.steps.push((m) => {
      for (let i = 0; i < starts.length; i++) {
        m[y.at + i] = m[x.at + starts[i] + within(m[index.at + i], length) * stride];
      }
    });
    return y;
  },
  /** Where along a dimension the least or the most is; the first of several. @param {Plan} plan @param {any} op */
  arg(plan, op, given) {
    const kept = [...given.shape.keys()].filter((dim) => dim !== op.dim);
    const x = inLayout(plan, permuted(given, [...kept, op.dim]));
    const y = room(plan, given.shape.with(op.dim, 1));
    const [count, width, sign] = [size(y.shape), given.shape[op.dim], op.fn === "max" ? -1 : 1];
    spend(plan, size(x.shape));
    plan.steps.push((m) => least(m, x.at, y.at, count, width, sign));
    return y;
  },
  /** Which row of a table is nearest: |e|² - 2 x·e by the matrix kernel. @param {Plan} plan @param {any} op */
  nearest(plan, op, given) {
    const { data, shape } = weight(plan, op, 1);
    const [codes, width] = shape;
    const square = (o) => {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += data[o * width + i] ** 2;
      return sum;
    };
    if (given.shape.at(-1) !== width) {
      throw new Problem("nearest: expected vectors of {length}; got shape [{shape}]", {
        length: width,
        shape: String(given.shape),
      });
    }
    const x = inLayout(plan, given);
    const rows = size(x.shape) / width;
    spend(plan, rows * codes * (width + 1));
    const packed = pack(codes, 1, width, (o, _r, i) => -2 * data[o * width + i]);
    const norms = Float32Array.from({ length: codes }, (_, o) => square(o));
    const [w, b, cols] = [constant(plan, packed), constant(plan, norms), (width + 3) & ~3];
    const scores = room(plan, [rows, codes]);
    const y = room(plan, x.shape.slice(0, -1));
    plan.steps.push((m, { products }) => {
      products(x.at, w, b, scores.at, rows, width, codes, 1, 0, cols, codes);
      least(m, scores.at, y.at, rows, codes, 1);
    });
    return y;
  },
};

/** For each of `count` runs of `width` numbers where the least is, of the numbers times `sign`. */
function least(m, x, y, count, width, sign) {
  for (let k = 0; k < count; k++, x += width) {
    let best = 0;
    for (let i = 1; i < width; i++) if (sign * m[x + i] < sign * m[x + best]) best = i;
    m[y + k] = best;
  }
}

/** Where every number of a shape lies by those strides, row by row. */
function places(shape, strides) {
  let found = Int32Array.of(0);
  shape.forEach((length, dim) => {
    const next = new Int32Array(found.length * length);
    for (let i = 0; i < found.length; i++) {
      for (let k = 0; k < length; k++) next[i * length + k] = found[i] + k * strides[dim];
    }
    found = next;
  });
  return found;
}

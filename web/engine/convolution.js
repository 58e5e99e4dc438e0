// Convolutions as contiguous products over maps with their channels last: the input is copied once into a zero frame,
// and each output row is one call of the kernel. A transposed convolution of stride s is s * s ordinary ones, one per
// phase of the output grid (W. Shi et al., "Is the deconvolution layer the same as a convolutional layer?", 2016,
// arXiv:1609.07009). A dilated kernel is a wider one with zeros between its columns; groups are convolutions of their
// own.

import { channelsLast, copy, cut, room } from "./layout.js";
import { constant, pack, reserve, size, spend, vector, weight } from "./plan.js";
import { Problem } from "./problem.js";

/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Value} Value */
/**
 * @typedef {Object} ConvOp weight (co, ci / groups, ky, kx), transposed (ci, co / groups, ky, kx); pairs: rows, columns
 * @property {string} op @property {(string | number)[]} in
 * @property {[number, number]} stride @property {[number, number]} padding @property {[number, number]} dilation
 * @property {number} groups
 * @property {number[]} [output_padding]
 */

/** @param {Plan} plan @param {ConvOp} op @param {Value} x @returns {Value} map */
export function lowerConv(plan, op, x) {
  const { data, shape } = kernelOf(plan, op, x, 1, op.groups);
  const [co, ci, kh, kw] = shape;
  const { stride, padding, dilation, groups } = op;
  const [, , h, w] = x.shape;
  const [height, width] = [h + 2 * padding[0], w + 2 * padding[1]];
  const wide = spread(kw, dilation[1]);
  const sizes = [count(height, spread(kh, dilation[0]), stride[0]), count(width, wide, stride[1])];
  const y = room(plan, [1, co, ...sizes], channelsLast([1, co, ...sizes]));
  spend(plan, size(sizes) * co * kh * wide * ci);
  const bias = vector(plan, op, 2, co, 0);
  const [rows, cols] = sizes;
  const [line, run, outs] = [width * ci, (wide * ci + 3) & ~3, co / groups];
  for (let g = 0; g < groups; g++) {
    const frame = framed(plan, cut(x, 1, g * ci, (g + 1) * ci), padding, height, width);
    const at = (o, r, i) => {
      const [kx, c] = [Math.floor(i / ci), i % ci];
      return kx % dilation[1] ? 0 : data[(((g * outs + o) * ci + c) * kh + r) * kw + kx / dilation[1]];
    };
    const packed = constant(plan, pack(outs, kh, wide * ci, at));
    const [from, down, skip] = [bias + g * outs, stride[0] * line, stride[1] * ci];
    const [to, below] = [y.at + g * outs, dilation[0] * line];
    plan.steps.push((_m, { products }) => {
      for (let row = 0; row < rows; row++) {
        products(frame + row * down, packed, from, to + row * cols * co, cols, skip, co, kh, below, run, outs);
      }
    });
  }
  return y;
}

/** @param {Plan} plan @param {ConvOp} op @param {Value} x @returns {Value} map */
export function lowerConvTranspose(plan, op, x) {
  const { data, shape } = kernelOf(plan, op, x, 0, 1);
  const [, outs, kh, kw] = shape;
  const { stride, padding, dilation, groups, output_padding: extra = [0, 0] } = op;
  const [, ci, h, w] = x.shape;
  const [ins, co] = [ci / groups, outs * groups];
  const vertical = phases(h, spread(kh, dilation[0]), stride[0], padding[0], extra[0]);
  const horizontal = phases(w, spread(kw, dilation[1]), stride[1], padding[1], extra[1]);
  const sizes = [vertical.length, horizontal.length];
  const y = room(plan, [1, co, ...sizes], channelsLast([1, co, ...sizes]));
  spend(plan, h * w * ci * outs * spread(kh, dilation[0]) * spread(kw, dilation[1]));
  const bias = vector(plan, op, 2, co, 0);
  const line = horizontal.framed * ins;
  for (let g = 0; g < groups; g++) {
    const frame = framed(
      plan,
      cut(x, 1, g * ins, (g + 1) * ins),
      [vertical.before, horizontal.before],
      vertical.framed,
      horizontal.framed,
    );
    for (const v of vertical.list) {
      for (const u of horizontal.list) {
        // Input pixels ascend while kernel taps descend: taps are packed last first.
        const at = (o, r, i) => {
          const ky = v.tap + stride[0] * (v.taps - 1 - r);
          const kx = u.tap + stride[1] * (u.taps - 1 - Math.floor(i / ins));
          if (ky % dilation[0] || kx % dilation[1]) return 0;
          return data[(((g * ins + (i % ins)) * outs + o) * kh + ky / dilation[0]) * kw + kx / dilation[1]];
        };
        const packed = constant(plan, pack(outs, v.taps, u.taps * ins, at));
        const run = (u.taps * ins + 3) & ~3;
        const b = bias + g * outs;
        plan.steps.push((_m, { products }) => {
          for (let k = 0; k < v.count; k++) {
            const from = frame + (v.from + k) * line + u.from * ins;
            const to = y.at + ((v.first + k * stride[0]) * horizontal.length + u.first) * co + g * outs;
            products(from, packed, b, to, u.count, ins, stride[1] * co, v.taps, line, run, outs);
          }
        });
      }
    }
  }
  return y;
}

const spread = (kernel, dilation) => dilation * (kernel - 1) + 1;
const count = (length, kernel, stride) => Math.floor((length - kernel) / stride) + 1;

// Along one axis, output o gets kernel taps tap, tap + stride... where tap = (o + padding) % stride. Outputs with the
// same tap form a phase: `count` of them from `first`, reading `taps` framed inputs that start at `from` for the first
// output.
function phases(length, kernel, stride, padding, extra) {
  const total = (length - 1) * stride - 2 * padding + kernel + extra;
  const before = Math.ceil(kernel / stride) - 1;
  const framedLength = before + Math.max(length, Math.floor((total - 1 + padding) / stride) + 1);
  const list = [];
  for (let first = 0; first < Math.min(stride, total); first++) {
    const tap = (first + padding) % stride;
    const taps = Math.ceil(Math.max(0, kernel - tap) / stride);
    const from = before + (first + padding - tap) / stride - Math.max(0, taps - 1);
    list.push({ first, tap, taps, from, count: Math.ceil((total - first) / stride) });
  }
  return { length: total, before, framed: framedLength, list };
}

/** The kernel, which must fit the map's channels. */
function kernelOf(plan, op, x, axis, groups) {
  const kernel = weight(plan, op, 1);
  const { stride, padding, dilation } = op;
  const isMap = kernel.shape.length === 4 && x.shape.length === 4 && x.shape[0] === 1;
  if (!isMap || x.shape[1] !== kernel.shape[axis] * groups) {
    throw new Problem("{op}: expected a map for a kernel of [{kernel}]; got shape [{shape}]", {
      op: op.op,
      kernel: String(kernel.shape),
      shape: String(x.shape),
    });
  }
  const isWhole = (values, least) =>
    values.length === 2 && values.every((value) => Number.isInteger(value) && value >= least);
  if (!(isWhole(stride, 1) && isWhole(padding, 0) && isWhole(dilation, 1) && x.shape[1] % op.groups === 0)) {
    throw new Problem("{op}: stride, padding and dilation must be whole numbers, from 1, 0 and 1; got {got}", {
      op: op.op,
      got: JSON.stringify([stride, padding, dilation]),
    });
  }
  return kernel;
}

/** Copies a map into a frame of zeros at each run; returns the offset of the frame. */
function framed(plan, x, [top, left], height, width) {
  const channels = x.shape[1];
  const frame = reserve(plan, [height, width, channels]);
  const strides = [0, 1, width * channels, channels];
  copy(plan, x, { at: frame + (top * width + left) * channels, shape: x.shape, strides });
  return frame;
}

// Convolutions as contiguous products over HWC maps: the input is copied once into a zero frame, and each output row is
// one call of the kernel. A transposed convolution of stride s is s * s ordinary ones, one per phase of the output grid
// (W. Shi et al., "Is the deconvolution layer the same as a convolutional layer?", 2016, arXiv:1609.07009).

import { constant, pack, requireTensor, reserve, size, spend, weights } from "./plan.js";
import { Problem } from "./problem.js";

/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Value} Value */

/**
 * @param {Plan} plan
 * @param {Value} x map [H, W, C]
 * @param {{op: string, weight: string, bias: string, stride?: number, padding?: number}} op weight (co, ci, ky, kx)
 * @returns {Value} map
 */
export function lowerConv(plan, x, op) {
  const {
    data,
    shape: [co, ci, kh, kw],
  } = requireTensor(plan, op, "weight", 4);
  const { stride, padding } = geometry(op, x, ci);
  const [h, w] = x.shape;
  const frame = pad(plan, x, [padding, padding], h + 2 * padding, w + 2 * padding);
  const y = reserve(plan, [outputs(h, kh, stride, padding), outputs(w, kw, stride, padding), co]);
  spend(plan, size(y.shape) * kh * kw * ci);
  const at = (o, r, i) => data[((o * ci + (i % ci)) * kh + r) * kw + Math.floor(i / ci)];
  const packed = constant(plan, pack(co, kh, kw * ci, at));
  const bias = weights(plan, op, "bias", co);
  const [rows, cols] = y.shape;
  const line = (w + 2 * padding) * ci;
  const run = (kw * ci + 3) & ~3;
  plan.steps.push((_m, { products }) => {
    for (let row = 0; row < rows; row++) {
      products(
        frame + row * stride * line,
        packed,
        bias,
        y.at + row * cols * co,
        cols,
        stride * ci,
        co,
        kh,
        line,
        run,
        co,
      );
    }
  });
  return y;
}

const outputs = (length, kernel, stride, padding) => Math.floor((length + 2 * padding - kernel) / stride) + 1;

/**
 * @param {Plan} plan
 * @param {Value} x map [H, W, C]
 * @param {{op: string, weight: string, bias: string, stride?: number, padding?: number}} op
 *   weight (ci, co, ky, kx)
 * @returns {Value} map
 */
export function lowerConvTranspose(plan, x, op) {
  const {
    data,
    shape: [ci, co, kh, kw],
  } = requireTensor(plan, op, "weight", 4);
  const { stride, padding } = geometry(op, x, ci);
  const [h, w] = x.shape;
  const vertical = phases(h, kh, stride, padding);
  const horizontal = phases(w, kw, stride, padding);
  const frame = pad(plan, x, [vertical.before, horizontal.before], vertical.framed, horizontal.framed);
  const y = reserve(plan, [vertical.length, horizontal.length, co]);
  spend(plan, h * w * co * kh * kw * ci);
  const bias = weights(plan, op, "bias", co);
  const line = horizontal.framed * ci;
  for (const v of vertical.list) {
    for (const u of horizontal.list) {
      // Input pixels ascend while kernel taps descend: taps are packed last first.
      const at = (o, r, i) => {
        const ky = v.tap + stride * (v.taps - 1 - r);
        const kx = u.tap + stride * (u.taps - 1 - Math.floor(i / ci));
        return data[(((i % ci) * co + o) * kh + ky) * kw + kx];
      };
      const packed = constant(plan, pack(co, v.taps, u.taps * ci, at));
      const run = (u.taps * ci + 3) & ~3;
      plan.steps.push((_m, { products }) => {
        for (let k = 0; k < v.count; k++) {
          const from = frame + (v.from + k) * line + u.from * ci;
          const to = y.at + ((v.first + k * stride) * horizontal.length + u.first) * co;
          products(from, packed, bias, to, u.count, ci, stride * co, v.taps, line, run, co);
        }
      });
    }
  }
  return y;
}

// Along one axis, output o gets kernel taps tap, tap + stride... where tap = (o + padding) % stride. Outputs with the
// same tap form a phase: `count` of them from `first`, reading `taps` framed inputs that start at `from` for the first
// output.
function phases(length, kernel, stride, padding) {
  const total = (length - 1) * stride - 2 * padding + kernel;
  const before = Math.ceil(kernel / stride) - 1;
  const framed = before + Math.max(length, Math.floor((total - 1 + padding) / stride) + 1);
  const list = [];
  for (let first = 0; first < Math.min(stride, total); first++) {
    const tap = (first + padding) % stride;
    const taps = Math.ceil(Math.max(0, kernel - tap) / stride);
    const from = before + (first + padding - tap) / stride - Math.max(0, taps - 1);
    list.push({ first, tap, taps, from, count: Math.ceil((total - first) / stride) });
  }
  return { length: total, before, framed, list };
}

function geometry(op, x, channels) {
  const { stride = 1, padding = 0 } = op;
  if (x.shape.length !== 3 || x.shape[2] !== channels) {
    throw new Problem("{op}: expected a map with {channels} channels; got shape [{shape}]", {
      op: op.op,
      channels,
      shape: String(x.shape),
    });
  }
  if (!(Number.isInteger(stride) && stride > 0 && Number.isInteger(padding) && padding >= 0)) {
    throw new Problem("{op}: stride and padding must be whole numbers, at least 1 and 0; got {stride} and {padding}", {
      op: op.op,
      stride,
      padding,
    });
  }
  return { stride, padding };
}

/** Copies a map into a frame of zeros at each run; returns the offset of the frame. */
function pad(plan, x, [top, left], height, width) {
  const [h, w, c] = x.shape;
  const frame = reserve(plan, [height, width, c]).at;
  plan.steps.push((m) => {
    for (let row = 0; row < h; row++) {
      m.copyWithin(frame + ((row + top) * width + left) * c, x.at + row * w * c, x.at + (row + 1) * w * c);
    }
  });
  return frame;
}

// The arithmetic of every operation in plain JavaScript: what WebAssembly must agree with, and the fall-back without
// it.
// All functions work on one Float32Array `m` (the arena) with offsets into it, so that both backends share one plan.

/**
 * @typedef {(x: number, w: number, b: number, y: number, n: number, xStep: number, yStep: number,
 *   rows: number, rowStep: number, cols: number, outputs: number) => void} Products
 * W x + b at n positions; the packing of w and the meaning of the arguments are told in matvec.wat, here in floats.
 */
/** @typedef {(m: Float32Array, x: number, y: number, n: number, ...p: number[]) => void} Activation */
/** @typedef {{memory: Float32Array, products: Products, activations: Record<string, Activation>}} Backend */

/**
 * @param {number} size floats in the arena
 * @returns {Backend}
 */
export function jsBackend(size) {
  const memory = new Float32Array(size);
  return { memory, products: (...args) => products(memory, ...args), activations: ACTIVATIONS };
}

function products(m, x, w, b, y, n, xStep, yStep, rows, rowStep, cols, outputs) {
  const block = rows * cols * 4;
  for (let o = 0; o < outputs; o += 4, w += block) {
    for (let p = 0; p < n; p++)
      fourOutputs(m, x + p * xStep, w, b + o, y + p * yStep + o, rows, rowStep, cols, outputs - o);
  }
}

function fourOutputs(m, x, w, b, y, rows, rowStep, cols, left) {
  let s0 = m[b],
    s1 = m[b + 1],
    s2 = m[b + 2],
    s3 = m[b + 3];
  for (let r = 0; r < rows; r++) {
    const start = x + r * rowStep;
    for (let i = start; i < start + cols; i += 4, w += 16) {
      const v0 = m[i],
        v1 = m[i + 1],
        v2 = m[i + 2],
        v3 = m[i + 3];
      s0 += v0 * m[w] + v1 * m[w + 1] + v2 * m[w + 2] + v3 * m[w + 3];
      s1 += v0 * m[w + 4] + v1 * m[w + 5] + v2 * m[w + 6] + v3 * m[w + 7];
      s2 += v0 * m[w + 8] + v1 * m[w + 9] + v2 * m[w + 10] + v3 * m[w + 11];
      s3 += v0 * m[w + 12] + v1 * m[w + 13] + v2 * m[w + 14] + v3 * m[w + 15];
    }
  }
  m[y] = s0;
  if (left > 1) m[y + 1] = s1;
  if (left > 2) m[y + 2] = s2;
  if (left > 3) m[y + 3] = s3;
}

/** Each function of the exact formula, written as a loop of its own so that the compiler can inline it. */
export const ACTIVATIONS = {
  silu(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = m[x + i] / (1 + Math.exp(-m[x + i]));
  },
  relu(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.max(0, m[x + i]);
  },
  gelu(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = 0.5 * m[x + i] * erfc(-m[x + i] * Math.SQRT1_2);
  },
  gelu_tanh(m, x, y, n) {
    const factor = Math.sqrt(2 / Math.PI);
    for (let i = 0; i < n; i++) {
      const v = m[x + i];
      m[y + i] = 0.5 * v * (1 + Math.tanh(factor * (v + 0.044715 * v ** 3)));
    }
  },
  leaky_relu(m, x, y, n, slope) {
    for (let i = 0; i < n; i++) m[y + i] = m[x + i] > 0 ? m[x + i] : slope * m[x + i];
  },
  elu(m, x, y, n, alpha, scale, inner) {
    for (let i = 0; i < n; i++) {
      m[y + i] = m[x + i] > 0 ? scale * m[x + i] : scale * alpha * Math.expm1(inner * m[x + i]);
    }
  },
  clamp(m, x, y, n, least, most) {
    for (let i = 0; i < n; i++) m[y + i] = Math.min(most, Math.max(least, m[x + i]));
  },
  mish(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = m[x + i] * Math.tanh(softplus(m[x + i]));
  },
  hardswish(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = (m[x + i] * Math.min(6, Math.max(0, m[x + i] + 3))) / 6;
  },
  hardsigmoid(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.min(6, Math.max(0, m[x + i] + 3)) / 6;
  },
  log_sigmoid(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = -softplus(-m[x + i]);
  },
  exp(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.exp(m[x + i]);
  },
  log(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.log(m[x + i]);
  },
  sqrt(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.sqrt(m[x + i]);
  },
  rsqrt(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = 1 / Math.sqrt(m[x + i]);
  },
  reciprocal(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = 1 / m[x + i];
  },
  neg(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = -m[x + i];
  },
  abs(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.abs(m[x + i]);
  },
  sin(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.sin(m[x + i]);
  },
  cos(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.cos(m[x + i]);
  },
  erf(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = 1 - erfc(m[x + i]);
  },
  tanh(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.tanh(m[x + i]);
  },
  sigmoid(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = 1 / (1 + Math.exp(-m[x + i]));
  },
  softplus(m, x, y, n, beta, threshold) {
    for (let i = 0; i < n; i++) {
      const v = beta * m[x + i];
      m[y + i] = v > threshold ? m[x + i] : softplus(v) / beta;
    }
  },
};

const softplus = (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));

// Complementary error function, relative error below 1.2e-7 everywhere.
// Source: W. H. Press et al., "Numerical Recipes in C", 2nd ed., 1992, section 6.2 (erfcc).
const ERFC = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
  -1.26551223,
];

function erfc(x) {
  const t = 1 / (1 + 0.5 * Math.abs(x));
  let sum = 0;
  for (const coefficient of ERFC) sum = sum * t + coefficient;
  const tail = t * Math.exp(sum - x * x);
  return x >= 0 ? tail : 2 - tail;
}

/** Each of `count` runs of `width` values to mean 0 and variance 1, then scaled and shifted. */
export function layerNorm(m, x, y, count, width, weight, bias, eps) {
  for (let end = x + count * width; x < end; x += width, y += width) {
    let mean = 0;
    for (let i = 0; i < width; i++) mean += m[x + i];
    mean /= width;
    let variance = 0;
    for (let i = 0; i < width; i++) variance += (m[x + i] - mean) ** 2;
    const scale = 1 / Math.sqrt(variance / width + eps);
    for (let i = 0; i < width; i++) m[y + i] = (m[x + i] - mean) * scale * m[weight + i] + m[bias + i];
  }
}

/** Each group of channels of a map, (pixels, channels), to mean 0 and variance 1, then scaled and shifted. */
export function groupNorm(m, x, y, pixels, channels, groups, weight, bias, eps) {
  const width = channels / groups;
  for (let first = 0; first < channels; first += width) {
    let mean = 0;
    for (let p = 0; p < pixels; p++) for (let c = 0; c < width; c++) mean += m[x + p * channels + first + c];
    mean /= pixels * width;
    let variance = 0;
    for (let p = 0; p < pixels; p++) {
      for (let c = 0; c < width; c++) variance += (m[x + p * channels + first + c] - mean) ** 2;
    }
    const scale = 1 / Math.sqrt(variance / (pixels * width) + eps);
    for (let p = 0; p < pixels; p++) {
      for (let c = first; c < first + width; c++) {
        m[y + p * channels + c] = (m[x + p * channels + c] - mean) * scale * m[weight + c] + m[bias + c];
      }
    }
  }
}

/** Each of `count` runs of `width` values to shares of 1. */
export function softmax(m, x, y, count, width) {
  for (let end = x + count * width; x < end; x += width, y += width) {
    let most = -Infinity;
    for (let i = 0; i < width; i++) most = Math.max(most, m[x + i]);
    let sum = 0;
    for (let i = 0; i < width; i++) sum += m[y + i] = Math.exp(m[x + i] - most);
    for (let i = 0; i < width; i++) m[y + i] /= sum;
  }
}

/** (n, k) at a times (k, p) at b. */
export function matmul(m, a, b, y, n, k, p) {
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < p; column++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += m[a + row * k + i] * m[b + i * p + column];
      m[y + row * p + column] = sum;
    }
  }
}

const REDUCTIONS = {
  sum: (sum, value) => sum + value,
  mean: (sum, value) => sum + value,
  max: (most, value) => Math.max(most, value),
  min: (least, value) => Math.min(least, value),
};
const START = { sum: 0, mean: 0, max: -Infinity, min: Infinity };

/** Each of `count` runs of `width` values to one. @param {"mean" | "sum" | "max" | "min"} fn */
export function reduced(m, x, y, count, width, fn) {
  const joined = REDUCTIONS[fn];
  for (let k = 0; k < count; k++, x += width) {
    let value = START[fn];
    for (let i = 0; i < width; i++) value = joined(value, m[x + i]);
    m[y + k] = fn === "mean" ? value / width : value;
  }
}

/** A map with its channels last at other rows and columns: between two old ones each, `share` towards the second. */
export function blend(m, x, y, channels, width, rows, columns) {
  for (let row = 0; row < rows.first.length; row++) {
    const [top, bottom, down] = [
      x + rows.first[row] * width * channels,
      x + rows.second[row] * width * channels,
      rows.share[row],
    ];
    for (let column = 0; column < columns.first.length; column++, y += channels) {
      const [left, right, across] = [
        columns.first[column] * channels,
        columns.second[column] * channels,
        columns.share[column],
      ];
      if (down === 0 && across === 0) {
        for (let c = 0; c < channels; c++) m[y + c] = m[top + left + c];
        continue;
      }
      for (let c = 0; c < channels; c++) {
        const above = m[top + left + c] * (1 - across) + m[top + right + c] * across;
        const below = m[bottom + left + c] * (1 - across) + m[bottom + right + c] * across;
        m[y + c] = above * (1 - down) + below * down;
      }
    }
  }
}

/** The most or the mean of every window of a map with its channels last. */
export function pool(m, x, y, { fn, kernel, stride, padding, whole }) {
  const [, channels, height, width] = x.shape;
  const [, , rows, columns] = y.shape;
  let to = y.at;
  for (let row = 0; row < rows; row++) {
    const top = row * stride[0] - padding[0];
    const [first, last] = [Math.max(0, top), Math.min(height, top + kernel[0])];
    for (let column = 0; column < columns; column++) {
      const left = column * stride[1] - padding[1];
      const [from, end] = [Math.max(0, left), Math.min(width, left + kernel[1])];
      const framed =
        (Math.min(height + padding[0], top + kernel[0]) - top) *
        (Math.min(width + padding[1], left + kernel[1]) - left);
      const count = whole ? framed : (last - first) * (end - from);
      for (let c = 0; c < channels; c++, to++) {
        let value = fn === "max" ? -Infinity : 0;
        for (let i = first; i < last; i++) {
          for (let j = from; j < end; j++) {
            const v = m[x.at + (i * width + j) * channels + c];
            value = fn === "max" ? Math.max(value, v) : value + v;
          }
        }
        m[to] = fn === "max" ? value : value / count;
      }
    }
  }
}

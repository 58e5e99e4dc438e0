// The arithmetic of every operation in plain JavaScript: what WebAssembly must agree with, and the fall-back without
// it.
// All functions work on one Float32Array `m` (the arena) with offsets into it, so that both backends share one plan.

/**
 * @typedef {(x: number, w: number, b: number, y: number, n: number, xStep: number, yStep: number,
 *   rows: number, rowStep: number, cols: number, outputs: number) => void} Products
 * W x + b at n positions; the packing of w and the meaning of the arguments are told in matvec.wat, here in floats.
 */
/** @typedef {(m: Float32Array, x: number, y: number, n: number) => void} Activation */
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
  elu(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = m[x + i] > 0 ? m[x + i] : Math.expm1(m[x + i]);
  },
  tanh(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.tanh(m[x + i]);
  },
  sigmoid(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = 1 / (1 + Math.exp(-m[x + i]));
  },
  softplus(m, x, y, n) {
    for (let i = 0; i < n; i++) m[y + i] = Math.max(0, m[x + i]) + Math.log1p(Math.exp(-Math.abs(m[x + i])));
  },
};

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

export function add(m, a, b, y, n) {
  for (let i = 0; i < n; i++) m[y + i] = m[a + i] + m[b + i];
}

/** Matrix of (rows, cols) at x to (cols, rows) at y: CHW to HWC with rows = C, and back with cols = C. */
export function transpose(m, x, y, rows, cols) {
  for (let r = 0; r < rows; r++) for (let c = 0; c < cols; c++) m[y + c * rows + r] = m[x + r * cols + c];
}

/** Nearest-neighbour enlargement of an HWC map. */
export function upsample(m, x, y, h, w, c, factor) {
  for (let row = 0; row < h * factor; row++) {
    const source = x + Math.floor(row / factor) * w * c;
    for (let col = 0; col < w * factor; col++, y += c) {
      const from = source + Math.floor(col / factor) * c;
      for (let i = 0; i < c; i++) m[y + i] = m[from + i];
    }
  }
}

/**
 * What a coupling's network sees of mu, log-variance and context: the dimensions kept, zeros for the others, the
 * context.
 */
export function keepHalf(m, x, y, n, dims, parity) {
  for (let d = 0; d < dims; d++) m[y + d] = d % 2 === parity ? m[x + d] : 0;
  for (let i = 2 * dims; i < n; i++) m[y + i - dims] = m[x + i];
}

/**
 * The other dimensions' mu and log-variance moved by the network's shifts and raw scales; as
 * vae_core/model/couplings.py.
 */
export function couple(m, x, moves, y, n, dims, parity) {
  for (let i = 0; i < n; i++) m[y + i] = m[x + i];
  for (let d = 1 - parity; d < dims; d += 2) {
    const logScale = 2 * Math.tanh(m[moves + dims + d] / 2);
    m[y + d] = (m[x + d] + m[moves + d]) * Math.exp(logScale);
    m[y + dims + d] += 2 * logScale;
  }
}

/** Values from `start` on are squashed into (-limit, limit); those before it pass. */
export function softClamp(m, x, y, n, limit, start) {
  for (let i = 0; i < n; i++) m[y + i] = i < start ? m[x + i] : limit * Math.tanh(m[x + i] / limit);
}

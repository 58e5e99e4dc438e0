// What training spends its time on, in plain JavaScript: what WebAssembly must agree with, and the fall-back without
// it. Offsets and row lengths are in floats of one arena `m`; train.wat says what each function does.

/**
 * @typedef {Object} Kernels
 * @property {Float32Array} memory
 * @property {(a: number, aRow: number, aStep: number, b: number, bias: number, c: number,
 *   m: number, k: number, n: number) => void} product
 * @property {(x: number, slope: number, count: number) => void} silu
 * @property {(x: number, count: number) => void} sigmoid
 * @property {(x: number, y: number, count: number) => void} times
 * @property {(x: number, y: number, rows: number, n: number) => void} columns
 * @property {(l: number, x: number, sums: number, rows: number, n: number) => void} bernoulli
 * @property {(l: number, x: number, sums: number, rows: number, n: number, inUnit: boolean, precision: number) => void}
 *   gaussian
 * @property {(p: number, g: number, first: number, second: number, count: number,
 *   share: number, rate: number, spread: number) => void} adam
 */

/** @param {number} size floats in the arena @returns {Kernels} */
export function jsKernels(size) {
  const m = new Float32Array(size);
  return {
    memory: m,
    product: (...args) => product(m, ...args),
    silu: (...args) => silu(m, ...args),
    sigmoid: (x, count) => {
      for (let i = x; i < x + count; i++) m[i] = sigmoidOf(m[i]);
    },
    times: (x, y, count) => {
      for (let i = 0; i < count; i++) m[x + i] *= m[y + i];
    },
    columns: (...args) => columns(m, ...args),
    bernoulli: (...args) => bernoulli(m, ...args),
    gaussian: (...args) => gaussian(m, ...args),
    adam: (...args) => adam(m, ...args),
  };
}

const sigmoidOf = (x) => 1 / (1 + Math.exp(-x));

/** Four columns at a time, so that their sums stay out of the arena. */
function product(m, a, aRow, aStep, b, bias, c, rows, inner, n) {
  for (let i = 0; i < rows; i++, a += aRow, c += n) {
    for (let j = 0; j < n; j += 4) {
      let [s0, s1, s2, s3] = [m[bias + j], m[bias + j + 1], m[bias + j + 2], m[bias + j + 3]];
      for (let k = 0, from = a, at = b + j; k < inner; k++, from += aStep, at += n) {
        const s = m[from];
        s0 += s * m[at];
        s1 += s * m[at + 1];
        s2 += s * m[at + 2];
        s3 += s * m[at + 3];
      }
      m[c + j] = s0;
      m[c + j + 1] = s1;
      m[c + j + 2] = s2;
      m[c + j + 3] = s3;
    }
  }
}

function silu(m, x, slope, count) {
  for (let i = 0; i < count; i++) {
    const s = sigmoidOf(m[x + i]);
    const value = m[x + i] * s;
    m[x + i] = value;
    m[slope + i] = s + value * (1 - s);
  }
}

function columns(m, x, y, rows, n) {
  for (let j = 0; j < n; j++) m[y + j] = 0;
  for (let row = 0; row < rows; row++) for (let j = 0; j < n; j++) m[y + j] += m[x + row * n + j];
}

function bernoulli(m, l, x, sums, rows, n) {
  for (let row = 0; row < rows; row++, sums += 2) {
    let linear = 0;
    let product = 1;
    for (let j = 0; j < n; j++, l++, x++) {
      const e = Math.exp(-Math.abs(m[l]));
      linear += Math.max(m[l], 0) - m[x] * m[l];
      product *= 1 + e;
      m[l] = (m[l] >= 0 ? 1 : e) / (1 + e) - m[x];
    }
    m[sums] = linear;
    m[sums + 1] = product;
  }
}

function gaussian(m, l, x, sums, rows, n, inUnit, precision) {
  for (let row = 0; row < rows; row++, sums += 2) {
    let squares = 0;
    for (let j = 0; j < n; j++, l++, x++) {
      const mean = inUnit ? sigmoidOf(m[l]) : m[l];
      const error = mean - m[x];
      squares += error * error;
      m[l] = error * precision * (inUnit ? mean * (1 - mean) : 1);
    }
    m[sums] = squares;
  }
}

function adam(m, p, g, first, second, count, share, rate, spread) {
  for (let i = 0; i < count; i++) {
    const slope = m[g + i] * share;
    m[first + i] = 0.9 * m[first + i] + 0.1 * slope;
    m[second + i] = 0.999 * m[second + i] + 0.001 * slope * slope;
    m[p + i] -= (rate * m[first + i]) / (Math.sqrt(m[second + i]) * spread + 1e-8);
  }
}

// Functions of two values in plain JavaScript: n numbers of a and of b, each with its step, into a run of y.
// Each is a loop of its own so that the compiler can inline it.

/** @typedef {(m: Float32Array, a: number, da: number, b: number, db: number, y: number, n: number) => void} OfTwo */

/** @type {Record<string, OfTwo>} */
export const BINARY = {
  add(m, a, da, b, db, y, n) {
    for (let i = 0; i < n; i++, a += da, b += db) m[y + i] = m[a] + m[b];
  },
  sub(m, a, da, b, db, y, n) {
    for (let i = 0; i < n; i++, a += da, b += db) m[y + i] = m[a] - m[b];
  },
  mul(m, a, da, b, db, y, n) {
    for (let i = 0; i < n; i++, a += da, b += db) m[y + i] = m[a] * m[b];
  },
  div(m, a, da, b, db, y, n) {
    for (let i = 0; i < n; i++, a += da, b += db) m[y + i] = m[a] / m[b];
  },
  pow(m, a, da, b, db, y, n) {
    for (let i = 0; i < n; i++, a += da, b += db) m[y + i] = m[a] ** m[b];
  },
  maximum(m, a, da, b, db, y, n) {
    for (let i = 0; i < n; i++, a += da, b += db) m[y + i] = Math.max(m[a], m[b]);
  },
  minimum(m, a, da, b, db, y, n) {
    for (let i = 0; i < n; i++, a += da, b += db) m[y + i] = Math.min(m[a], m[b]);
  },
  eq(m, a, da, b, db, y, n) {
    for (let i = 0; i < n; i++, a += da, b += db) m[y + i] = m[a] === m[b] ? 1 : 0;
  },
  /** b is the slope below zero. */
  prelu(m, a, da, b, db, y, n) {
    for (let i = 0; i < n; i++, a += da, b += db) m[y + i] = m[a] > 0 ? m[a] : m[a] * m[b];
  },
};

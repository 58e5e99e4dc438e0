/**
 * The mean of values that come one by one, and its standard error.
 *
 * B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products" (Technometrics, 1962).
 */

/** @typedef {{count: number, mean: number, squares: number}} RunningMean squares: sum of squared deviations */

/** @type {RunningMean} */
export const NO_VALUES = { count: 0, mean: 0, squares: 0 };

/** @param {RunningMean} before @param {number} value @returns {RunningMean} */
export function withValue({ count, mean, squares }, value) {
  const next = mean + (value - mean) / (count + 1);
  return { count: count + 1, mean: next, squares: squares + (value - mean) * (value - next) };
}

/** Of the mean of two values or more. @param {RunningMean} of */
export function standardError({ count, squares }) {
  return Math.sqrt(squares / (count - 1) / count);
}

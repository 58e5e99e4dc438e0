/** The standard normal's distribution function and its inverse, for planes whose area is prior mass. */

/**
 * P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function" (2003): relative
 * error below 1.2e-9.
 *
 * @param {number} p in (0, 1); outside it, minus or plus infinity
 */
export function normalQuantile(p) {
  if (p <= 0) return -Infinity;
  if (p >= 1) return Infinity;
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(TAIL, q) / (polynomial(TAIL_BELOW, q) * q + 1);
  }
  const q = p - 0.5;
  return (polynomial(CENTRE, q * q) * q) / (polynomial(CENTRE_BELOW, q * q) * q * q + 1);
}

const CENTRE = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const CENTRE_BELOW = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
const TAIL = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BELOW = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416];

const polynomial = (coefficients, x) => coefficients.reduce((sum, c) => sum * x + c, 0);

/**
 * W. J. Cody's and later tables are longer than a map needs: Abramowitz and Stegun 26.2.17, error below 7.5e-8, then
 * one Newton step.
 */
export function normalDistribution(x) {
  if (x > 0) return 1 - normalDistribution(-x);
  if (x < -8) return 0;
  const t = 1 / (1 - 0.2316419 * x);
  const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  const p = density * polynomial([1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153, 0], t);
  return Math.max(0, p - (normalQuantile(p) - x) * density);
}

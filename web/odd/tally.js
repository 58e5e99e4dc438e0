/** What a threshold makes of scores: strange images that are found, and ordinary ones that are taken for them. */

/**
 * @param {number[]} values larger for stranger
 * @param {number[]} strange 1 or 0
 * @param {number} threshold from which an image is called strange
 */
export function tally(values, strange, threshold) {
  const counts = { found: 0, missed: 0, wrong: 0, left: 0 };
  values.forEach((value, i) => {
    if (strange[i]) counts[value >= threshold ? "found" : "missed"] += 1;
    else counts[value >= threshold ? "wrong" : "left"] += 1;
  });
  const { found, missed, wrong, left } = counts;
  return {
    ...counts,
    recall: found + missed ? found / (found + missed) : 0,
    precision: found + wrong ? found / (found + wrong) : 1,
    falseAlarms: wrong + left ? wrong / (wrong + left) : 0,
  };
}

/** Numbers of the images, the strangest first. @param {number[]} values */
export const ranking = (values) => values.map((_, i) => i).sort((a, b) => values[b] - values[a] || a - b);

/**
 * The threshold that calls the `count` strangest strange, between two scores; equal scores go together.
 *
 * @param {number[]} values
 * @param {number} count from 0
 */
export function thresholdAt(values, count) {
  const sorted = Float64Array.from(values).sort().reverse();
  if (count <= 0) return Infinity;
  if (count >= sorted.length) return sorted[sorted.length - 1];
  return (sorted[count - 1] + sorted[count]) / 2;
}

/**
 * How many images of each group lie in equal bins; what lies outside counts in the first and the last.
 *
 * @param {number[]} values
 * @param {number[]} strange
 * @param {number} bins
 */
export function histogram(values, strange, bins) {
  const sorted = Float64Array.from(values).sort();
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  const low = at(0.005);
  const high = at(0.995) > low ? at(0.995) : low + 1;
  const ordinary = new Array(bins).fill(0);
  const odd = new Array(bins).fill(0);
  values.forEach((value, i) => {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * bins)));
    (strange[i] ? odd : ordinary)[bin] += 1;
  });
  return { low, high, ordinary, odd };
}

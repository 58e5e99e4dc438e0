/**
 * How well the data supports a point of the latent space, and words for it.
 *
 * The figure is a percentage: of the real codes, how many lie farther from their neighbours than z lies from
 * its own. On held-out images it is uniform on 0..100; the table comes with the atlas (vae_core/support.py).
 */

export const SUPPORT_NEIGHBOURS = 5;
export const WELL = 20; // per cent, from here on; below SPARSE no support at all
export const SPARSE = 5;

/**
 * @param {number} distance from z to its 5th nearest code
 * @param {ArrayLike<number>} quantiles of the same distance among the codes, 0 % to 100 %
 * @returns {number} per cent, 0..100
 */
export function supportPercent(distance, quantiles) {
  const last = quantiles.length - 1;
  if (distance <= quantiles[0]) return 100;
  if (distance >= quantiles[last]) return 0;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (quantiles[middle] <= distance) low = middle;
    else high = middle;
  }
  const step = quantiles[high] - quantiles[low];
  return 100 - ((low + (step ? (distance - quantiles[low]) / step : 0)) * 100) / last;
}

/** "well" | "sparse" | "none": the three levels that the frame colour and the words show. */
export function supportLevel(percent) {
  if (percent >= WELL) return "well";
  return percent >= SPARSE ? "sparse" : "none";
}

export const LEVEL_WORDS = { well: "well supported", sparse: "sparsely supported", none: "unsupported by data" };

/**
 * Where a point lies among the classes: the labels of its neighbours, by vote.
 *
 * @param {number[]} labels of the nearest codes, nearest first
 * @param {string[]} classNames
 */
export function whereabouts(labels, classNames) {
  const votes = new Map();
  for (const label of labels) votes.set(label, (votes.get(label) ?? 0) + 1);
  const [first, second] = [...votes].sort((a, b) => b[1] - a[1]);
  const name = (entry) => classNames[entry[0]];
  if (!second || first[1] >= 0.8 * labels.length) return `among the ${plural(name(first))}`;
  return `between ${name(first)} and ${name(second)}`;
}

/** "a 4", "an 8", "a coat". */
export function withArticle(name) {
  return `${/^(8|11|18|[aeiou])/i.test(name) ? "an" : "a"} ${name}`;
}

const plural = (name) => (/s$/i.test(name) ? name : `${name}s`);

/** Neighbours that vote on the class, and among which the nearest real image is. */
const VOTERS = 10;

/**
 * The whole meter for one decoded picture.
 *
 * @param {{z: Float32Array, pixels: Float32Array, engine: object, view: object}} state
 * @param {{nearest: (z: Float32Array, k: number) => {indices: number[], distances: number[]}}} search
 */
export function measureSupport({ z, pixels, engine, view }, search) {
  const { indices, distances } = search.nearest(z, Math.min(VOTERS, view.count));
  const distance = distances[Math.min(SUPPORT_NEIGHBOURS, distances.length) - 1];
  const quantiles = view.array("support_quantiles");
  const percent = quantiles ? supportPercent(distance, quantiles) : null;
  const posterior = engine.spec.encoder ? engine.encode(pixels) : null; // a one-file export may leave the encoder out
  const labels = indices.map((index) => view.labels[index]);
  return {
    percent,
    level: percent === null ? null : supportLevel(percent),
    distance,
    nearest: { index: indices[0], distance: distances[0], label: labels[0] },
    neighbours: indices,
    where: whereabouts(labels, view.classNames),
    roundTrip: posterior && norm(z, posterior.mu),
    logvar: posterior?.logvar ?? view.logvar.subarray(indices[0] * z.length, (indices[0] + 1) * z.length),
  };
}

function norm(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}

/** A typical image of each class: the one whose code is nearest to the mean code of its class. */

/** @type {WeakMap<object, (number | null)[]>} by view */
const known = new WeakMap();

/**
 * @param {Pick<import("../core/types.js").AtlasView, "codes" | "labels" | "classNames" | "count" | "latentDim">} view
 * @returns {(number | null)[]} an index by class; null where a class has no image
 */
export function typicalImages(view) {
  if (!known.has(view)) known.set(view, found(view));
  return known.get(view);
}

function found({ codes, labels, classNames, count, latentDim }) {
  const sums = classNames.map(() => new Float64Array(latentDim));
  const members = classNames.map(() => 0);
  for (let i = 0; i < count; i++) {
    members[labels[i]] += 1;
    for (let d = 0; d < latentDim; d++) sums[labels[i]][d] += codes[i * latentDim + d];
  }
  const nearest = classNames.map(() => ({ index: null, apart: Infinity }));
  for (let i = 0; i < count; i++) {
    const label = labels[i];
    let apart = 0;
    for (let d = 0; d < latentDim; d++) apart += (codes[i * latentDim + d] - sums[label][d] / members[label]) ** 2;
    if (apart < nearest[label].apart) nearest[label] = { index: i, apart };
  }
  return nearest.map(({ index }) => index);
}

/** Straight walks over the sheet, from the middle of one class to that of another. */

/** Digits that look alike, and lie beside each other. */
const DIGITS = [
  ["4", "9"],
  ["1", "7"],
  ["3", "8"],
];
const MOST_WALKS = 3;

/** @typedef {{from: string, to: string, ends: [number[], number[]]}} Walk names of two classes, and their middles */

/** @param {import("../core/types.js").AtlasView} view @returns {Walk[]} none where there are no two classes */
export function walksOf(view) {
  const { classNames } = view;
  const digits = DIGITS.map((names) => names.map((name) => classNames.indexOf(name)));
  const inTurn = Array.from({ length: Math.floor(classNames.length / 2) }, (_, i) => [2 * i, 2 * i + 1]);
  const pairs = digits.every((labels) => !labels.includes(-1)) ? digits : inTurn.slice(0, MOST_WALKS);
  return pairs.map(([from, to]) => ({
    from: classNames[from],
    to: classNames[to],
    ends: [middleOf(view, from), middleOf(view, to)],
  }));
}

/** The mean code of a class, (D,). @param {import("../core/types.js").AtlasView} view @param {number} label */
export function middleOf(view, label) {
  const sum = Array.from({ length: view.latentDim }, () => 0);
  let count = 0;
  for (let i = 0; i < view.count; i++) {
    if (Number(view.labels[i]) !== label) continue;
    view.code(i).forEach((value, d) => {
      sum[d] += value;
    });
    count += 1;
  }
  return sum.map((value) => value / Math.max(1, count));
}

/** @param {[number[], number[]]} ends @param {number} share of the way @returns {Float32Array} */
export const between = ([from, to], share) => Float32Array.from(from, (value, d) => value + (to[d] - value) * share);

/** How classes and their images are named, and whether a data set has classes at all. */

import { list, shortened, text } from "../words/words.js";

/** @typedef {Pick<import("../core/types.js").AtlasView, "labels" | "classNames">} Labelled */

const MOST = 0.8; // of a group: the others go without a name
const MOST_NAMED = 3;

/** Whether there are classes to speak of. @param {string[]} classNames */
export const hasClasses = (classNames) => classNames.length > 1;

/**
 * What a class of these names is called. @param {string[]} classNames @returns {"digit" | "letter" | "character" |
 * "class"}
 */
export function kindOf(classNames) {
  if (classNames.every((name) => /^\d$/.test(name))) return "digit";
  if (classNames.every((name) => /^\p{L}$/u.test(name))) return "letter";
  return classNames.every((name) => /^[\p{L}\d]$/u.test(name)) ? "character" : "class";
}

/**
 * What stands beside an image of the atlas: "4 · #12", or "#12" where there are no classes. @param {Labelled} view
 * @param {number} index
 */
export function imageName({ labels, classNames }, index) {
  if (!hasClasses(classNames)) return text("meter.imageWithoutClass", { index });
  return text("meter.image", { class: shortened(classNames[labels[index]]), index });
}

/**
 * Classes by the number of votes, most first. @param {ArrayLike<number>} labels @returns {[number, number][]} class,
 * votes
 */
export function votes(labels) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const label of Array.from(labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/**
 * What a group of images is: "4" where most are of one class, else "5, 8 and 6"; and in words "all 4", "mostly 4".
 *
 * @param {ArrayLike<number>} labels
 * @param {string[]} classNames
 * @returns {{name: string, words: string}}
 */
export function groupInWords(labels, classNames) {
  const found = votes(labels);
  const names = found.slice(0, MOST_NAMED).map(([label]) => shortened(classNames[label]));
  const [[, most]] = found;
  if (most < MOST * labels.length) return { name: list(names), words: list(names) };
  const holes = { class: names[0] };
  return { name: names[0], words: text(found.length === 1 ? "meter.all" : "meter.mostly", holes) };
}

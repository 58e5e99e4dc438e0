/** What the trust meter and the judge say, in words. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { plural, shortened, text, withArticle } from "../words/words.js";
import { hasClasses, kindOf, votes } from "./class_words.js";
import { SURE, softmax } from "./judge.js";

export const WELL = SHARED.support_percent.well; // per cent, from here on; below SPARSE no support at all
export const SPARSE = SHARED.support_percent.sparse;
const LOW = { code: WELL / SHARED.meter.code_weight, picture: WELL }; // per cent: the code's part counts for more
/** Keys of what the levels are called. */
const LEVELS = { well: "meter.well", sparse: "meter.sparse", none: "meter.none" };
/** Keys of what is said where no class is seen, by what a class is called. */
const UNCLEAR = {
  digit: "meter.noDigit",
  letter: "meter.noLetter",
  character: "meter.noCharacter",
  class: "meter.noClass",
};

/** @typedef {keyof typeof LEVELS} Level what the frame colour and the words show */
/** @typedef {{code: number, picture: number}} Parts of a reading, per cent */

/** @param {number} percent @returns {Level} */
export function supportLevel(percent) {
  if (percent >= WELL) return "well";
  return percent >= SPARSE ? "sparse" : "none";
}

/** Why a code is not well supported. @param {Parts} reading */
function reason({ code, picture }) {
  if (code >= LOW.code) return text("meter.pictureUnclear");
  return text(picture >= LOW.picture ? "meter.codeFar" : "meter.both");
}

/**
 * "well supported", or the level with its reason; empty where the folder has no trust meter.
 *
 * @param {Parts & {level: Level | null}} reading
 */
export function supportInWords({ level, code, picture }) {
  if (!level) return "";
  const shown = text(LEVELS[level]);
  return level === "well" ? shown : text("meter.levelAndReason", { level: shown, reason: reason({ code, picture }) });
}

/**
 * @typedef {{label: number | null, named: number[], probability: number, words: string}} Caption label: of the class
 *   that is named alone; named: of all that are
 */

/**
 * What the picture looks like: a class, two, or none. @param {ArrayLike<number>} logits @param {string[]} classNames of
 * the judge @returns {Caption}
 */
export function captionOf(logits, classNames) {
  const shares = softmax(logits);
  const [first, second] = Array.from(shares.keys()).sort((a, b) => shares[b] - shares[a]);
  const probability = shares[first];
  const one = withArticle(classNames[first]);
  if (probability >= SURE)
    return { label: first, named: [first], probability, words: text("meter.oneClass", { class: one }) };
  if (probability + shares[second] < SURE)
    return { label: null, named: [], probability, words: text(UNCLEAR[kindOf(classNames)]) };
  const words = text("meter.twoClasses", { first: one, second: withArticle(classNames[second]) });
  return { label: null, named: [first, second], probability, words };
}

/**
 * "its neighbours: 5, 8, 6", or "its neighbours: all 5s"; empty without classes. @param {ArrayLike<number>} labels
 * @param {string[]} classNames
 */
export function neighboursInWords(labels, classNames) {
  if (!hasClasses(classNames)) return "";
  const names = votes(labels).map(([label]) => classNames[label]);
  if (names.length === 1) return text("meter.neighboursOfOneClass", { class: plural(names[0]) });
  return text("meter.neighbours", { classes: names.map(shortened).join(", ") });
}

/** One line for a stage: "Looks like a 4, well supported". @param {{caption: string, level: Level | null}} support */
export function captionAndSupport({ caption, level }) {
  if (!level) return asSentence(caption);
  return asSentence(
    caption ? text("meter.captionAndLevel", { caption, level: text(LEVELS[level]) }) : text(LEVELS[level]),
  );
}

/** @param {string} words */
export const asSentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

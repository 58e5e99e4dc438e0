/** What the trust meter and the judge say, in words. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { hasClasses, kindOf, plural, shortened, votes, withArticle } from "./class_words.js";
import { SURE, softmax } from "./judge.js";

export const WELL = SHARED.support_percent.well; // per cent, from here on; below SPARSE no support at all
export const SPARSE = SHARED.support_percent.sparse;
const LOW = { code: WELL / 3, picture: WELL }; // per cent: the code's part counts three times as high

/** "well" | "sparse" | "none": the three levels that the frame colour and the words show. */
export function supportLevel(percent) {
  if (percent >= WELL) return "well";
  return percent >= SPARSE ? "sparse" : "none";
}

export const LEVEL_WORDS = { well: "well supported", sparse: "sparsely supported", none: "unsupported" };

/** Why a place is not well supported. @param {{code: number, picture: number}} reading */
export function reason({ code, picture }) {
  if (code >= LOW.code) return "the code is at home, the picture is unclear";
  return picture >= LOW.picture ? "a clear picture, far from the data" : "far from the data, and unclear";
}

/** "well supported", or the level with its reason. */
export function supportInWords({ level, code, picture }) {
  return level === "well" ? LEVEL_WORDS.well : `${LEVEL_WORDS[level]}: ${reason({ code, picture })}`;
}

/**
 * What the picture looks like: a class, two, or none.
 *
 * @param {ArrayLike<number>} logits of the judge
 * @param {string[]} classNames of the judge
 * @returns {{label: number | null, probability: number, words: string}} label: of the class that is named alone
 */
export function captionOf(logits, classNames) {
  const shares = softmax(logits);
  const [first, second] = Array.from(shares.keys()).sort((a, b) => shares[b] - shares[a]);
  const name = (label) => withArticle(classNames[label]);
  const probability = shares[first];
  if (probability >= SURE) return { label: first, probability, words: `looks like ${name(first)}` };
  if (probability + shares[second] >= SURE) {
    return { label: null, probability, words: `between ${name(first)} and ${name(second)}` };
  }
  return { label: null, probability, words: `no clear ${kindOf(classNames)}` };
}

/** "its neighbours: 5, 8, 6", or "its neighbours: all 5s"; empty where there are no classes. */
export function neighboursInWords(labels, classNames) {
  if (!hasClasses(classNames)) return "";
  const found = votes(labels);
  if (found.length === 1) return `its neighbours: all ${plural(classNames[found[0][0]])}`;
  return `its neighbours: ${found.map(([label]) => shortened(classNames[label])).join(", ")}`;
}

/** One line for a stage: "Looks like a 4, well supported". @param {object} support of measureSupport */
export function captionAndSupport({ caption, level }) {
  return asSentence([caption, level && LEVEL_WORDS[level]].filter(Boolean).join(", "));
}

export const asSentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

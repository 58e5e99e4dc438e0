/** Captions of the tour in plain words, and the figure behind each; from what vae_core/atlas/tour.py has found. */

import { kindOf } from "../meter/class_words.js";
import { imageInWords } from "../meter/image_words.js";
import { asSentence, WELL } from "../meter/support_words.js";
import { text, withArticle } from "../words/words.js";

/** By kind of stop: the key of what such stops are called. */
export const KINDS = { hole: "manifold.holes", seam: "manifold.seams", strange: "manifold.oddOnes" };

/**
 * @typedef {Object} Stop of the tour; an older folder has a reason in words instead of classes and facts
 * @property {keyof typeof KINDS} kind
 * @property {number[]} z
 * @property {number} index
 * @property {number[]} [classes]
 * @property {Record<string, number>} [facts]
 * @property {string} [reason]
 */
/** @typedef {{caption: string, detail: string}} Words */

/**
 * @param {Stop} stop
 * @param {any} view of the atlas
 * @param {{percent: number | null, caption: string}} reading what meter and judge say there
 * @returns {Words}
 */
export function wordsOfStop(stop, view, reading) {
  if (!stop.facts) return { caption: stop.reason, detail: "" };
  if (stop.kind === "hole") return hole(stop.facts, reading);
  return stop.kind === "seam" ? seam(stop, view, reading) : oddOne(stop, view);
}

/** @returns {Words} */
function hole(facts, { caption }) {
  return {
    caption: caption ? text("manifold.holeCaption", { caption }) : text("manifold.hole"),
    detail: text("manifold.holeDetail", { ratio: facts.ratio.toFixed(1) }),
  };
}

/** @param {Stop} stop @returns {Words} */
function seam({ facts, classes }, { classNames }, { percent }) {
  const [one, other] = classes.map((label) => withArticle(nameOf(label, classNames)));
  const isUnsupported = percent !== null && percent < WELL;
  return {
    caption: text(isUnsupported ? seamThrough(classNames) : "manifold.seam", { one, other }),
    detail: text("manifold.seamDetail", { ratio: facts.sharpness.toFixed(1) }),
  };
}

/** What no image supports: of written characters they are shapes. */
const seamThrough = (classNames) =>
  kindOf(classNames) === "class" ? "manifold.seamThroughPictures" : "manifold.seamThroughShapes";

/** @param {Stop} stop @returns {Words} */
function oddOne({ facts, classes, index }, view) {
  const [own, most] = classes.map((label) => nameOf(label, view.classNames));
  const image = asSentence(imageInWords(view, index));
  const cost = { nats: facts.nats.toFixed(0), percent: Math.floor(facts.percentile) };
  if (most === undefined)
    return { caption: text("manifold.oddOne", { image }), detail: text("manifold.oddOneDetail", cost) };
  return {
    caption: text("manifold.oddOneOfClass", { image, own: withArticle(own), most: withArticle(most) }),
    detail: text("manifold.oddOneOfClassDetail", { ...cost, others: facts.others }),
  };
}

const nameOf = (label, classNames) => classNames[label] ?? String(label); // a tour of other images than the atlas

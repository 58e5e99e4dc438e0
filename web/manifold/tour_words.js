/** Captions of the tour in plain words, and the figure behind each; from what vae_core/atlas/tour.py has found. */

import { kindOf } from "../meter/class_words.js";
import { imageInWords } from "../meter/image_words.js";
import { asSentence, WELL } from "../meter/support_words.js";
import { plural, text, withArticle } from "../words/words.js";

/** By kind of stop: the key of what such stops are called. */
export const KINDS = { seam: "manifold.seams", hole: "manifold.holes", strange: "manifold.oddOnes" };

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
 * @typedef {{percent: number | null, caption: string, seen: string[], looksLike: string | null}} Reading seen: the
 *   classes that the caption names
 */

/**
 * @param {Stop} stop
 * @param {any} view of the atlas
 * @param {Reading} reading what meter and judge say there
 * @returns {Words}
 */
export function wordsOfStop(stop, view, reading) {
  if (!stop.facts) return { caption: stop.reason, detail: "" };
  const found = /** @type {Required<Stop>} */ (stop);
  if (stop.kind === "hole") return hole(stop.facts, reading);
  return stop.kind === "seam" ? seam(found, view, reading) : oddOne(found, view, reading);
}

/** @returns {Words} */
function hole(facts, { caption }) {
  return {
    caption: caption ? text("manifold.holeCaption", { caption }) : text("manifold.hole"),
    detail: text("manifold.holeDetail", { ratio: facts.ratio.toFixed(1) }),
  };
}

/**
 * The two classes on either side, and by way of which other where the eye sees one. @param {Required<Stop>} stop @param
 * {any} view @param {Reading} reading @returns {Words}
 */
function seam({ facts, classes }, { classNames }, { percent, caption, seen }) {
  const names = classes.map((label) => nameOf(label, classNames));
  const [one, other] = names.map(withArticle);
  const ratio = facts.sharpness.toFixed(1);
  const detail = caption
    ? text("manifold.seamDetail", { caption, ratio })
    : text("manifold.seamDetailAlone", { ratio });
  const third = seen.find((name) => !names.includes(name));
  if (third !== undefined)
    return { caption: text("manifold.seamBy", { one, other, third: withArticle(third) }), detail };
  const isUnsupported = percent !== null && percent < WELL;
  return { caption: text(isUnsupported ? seamThrough(classNames) : "manifold.seam", { one, other }), detail };
}

/** What no image supports: of written characters they are shapes. */
const seamThrough = (classNames) =>
  kindOf(classNames) === "class" ? "manifold.seamThroughPictures" : "manifold.seamThroughShapes";

/** An image among those of another class, and what the model makes of it. @returns {Words} */
function oddOne({ facts, classes, index }, view, { looksLike }) {
  const [own, most] = classes.map((label) => nameOf(label, view.classNames));
  const image = asSentence(imageInWords(view, index));
  const cost = { nats: facts.nats.toFixed(0), percent: Math.floor(facts.percentile) };
  if (most === undefined)
    return { caption: text("manifold.oddOne", { image }), detail: text("manifold.oddOneDetail", cost) };
  const names = { image, most: plural(most) };
  const isSeen = looksLike !== null && looksLike !== own;
  return {
    caption: isSeen
      ? text("manifold.oddOneSeenAs", { ...names, seen: withArticle(looksLike) })
      : text("manifold.oddOneOfClass", names),
    detail: text("manifold.oddOneOfClassDetail", { ...cost, others: facts.others }),
  };
}

const nameOf = (label, classNames) => classNames[label] ?? String(label); // a tour of other images than the atlas

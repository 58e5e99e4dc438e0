/** Captions of the tour in plain words, and the figure behind each; from the facts that vae_core/atlas/tour.py found. */

import { kindOf } from "../meter/class_words.js";
import { withArticle } from "../words/words.js";
import { WELL } from "../meter/support_words.js";

export const KINDS = { hole: "Holes", seam: "Seams", strange: "Odd ones out" };

/**
 * @param {{kind: string, index: number, classes?: number[], facts?: Record<string, number>, reason?: string}} stop
 *   an older folder has a reason in words instead of classes and facts
 * @param {{classNames: string[], images: string}} view of the atlas
 * @param {{percent: number | null, caption: string}} reading what meter and judge say there
 * @returns {{caption: string, detail: string}}
 */
export function wordsOfStop(stop, view, reading) {
  if (!stop.facts) return { caption: stop.reason, detail: "" };
  return { hole, seam, strange }[stop.kind](stop, view, reading);
}

function hole({ facts }, view, { caption }) {
  return {
    caption: `The prior draws from here, and no image is near${caption ? `: ${caption}` : ""}.`,
    detail: `The nearest images' codes lie ${times(facts.ratio)} as far as the prior expects.`,
  };
}

function seam({ facts, classes }, { classNames }, { percent }) {
  const [one, other] = classes.map((label) => withArticle(nameOf(label, classNames)));
  const isBetween = percent !== null && percent < WELL;
  return {
    caption: `Here ${one} turns into ${other}${isBetween ? ` through ${shapesOf(classNames)}` : ""}.`,
    detail: `The picture changes ${times(facts.sharpness)} as fast as usual.`,
  };
}

function strange({ facts, classes, index }, { classNames, images }) {
  const [own, most] = classes.map((label) => nameOf(label, classNames));
  const cost = `${facts.nats.toFixed(0)} nats, more than ${Math.floor(facts.percentile)} % of images.`;
  const name = `${images.charAt(0).toUpperCase()}${images.slice(1)} ${index}`;
  if (most === undefined) return { caption: `${name} costs more than its neighbours.`, detail: cost };
  return {
    caption: `${name}: ${withArticle(own)} where ${withArticle(most)} would be.`,
    detail: `${facts.others} of its 10 nearest codes are of another class. It costs ${cost}`,
  };
}

/** What no image supports. */
const shapesOf = (classNames) =>
  kindOf(classNames) === "class" ? "pictures like none of the images" : "shapes that nobody wrote";
const nameOf = (label, classNames) => classNames[label] ?? String(label); // a tour of other images than the atlas
const times = (ratio) => `${ratio.toFixed(1)} times`;

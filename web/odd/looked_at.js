/** The picture that is looked at: one of the set, or one that the visitor brought. */

import { nameOfBrought } from "./card.js";
import { imageOf, nameOf } from "./pictures.js";

/** @typedef {import("./brought.js").Brought} Brought */
/** @typedef {import("./card.js").Subject} Subject */

/**
 * @param {object} of
 * @param {() => readonly Brought[]} of.all that were brought
 * @param {() => number} of.strangest of the set: what is looked at where nothing else is
 */
export function createLookedAt({ all, strangest }) {
  /** @type {Record<string, {values: number[]}>} */
  let scores = {};
  /** @type {import("./pictures.js").Images} */
  let images = null;
  /** @type {Subject} */
  let subject = null;
  /** @type {Brought | null} of which the subject is */
  let own = null;

  /** @param {number} number in the set */
  function take(number) {
    const values = Object.entries(scores).map(([name, score]) => [name, score.values[number]]);
    own = null;
    subject = {
      name: nameOf(images, number),
      x: imageOf(images, number),
      scores: Object.fromEntries(values),
      code: number,
    };
  }

  /** @param {Brought} one */
  function takeBrought(one) {
    own = one;
    subject = { ...one, name: nameOfBrought(one) };
  }

  return {
    get subject() {
      return subject;
    },
    take,
    takeBrought,
    takeStrangest: () => take(strangest()),

    /** Scores have come, or one that was brought is gone. */
    renew() {
      if (own && all().includes(own)) takeBrought(own);
      else if (own) take(strangest());
    },

    /** Another question, or another set; of the same one what is looked at stays. */
    follow(nextScores, nextImages, isSame) {
      [scores, images] = [nextScores, nextImages];
      if (own && !all().includes(own)) own = all().at(-1) ?? null;
      if (own) takeBrought(own);
      else take(isSame && typeof subject.code === "number" ? subject.code : strangest());
    },
  };
}

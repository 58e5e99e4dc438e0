/** Where a picture's scores lie among those of the ordinary images, in numbers and in plain words. */

import { text } from "../words/words.js";

const STRANGE_PERCENT = 95; // of the ordinary images that score lower: from here on a picture is called strange

/** @typedef {{name: string, percent: number, isStrange: boolean}} Place */

/**
 * The share of ordinary images that score lower than a picture, in whole per cent, rounded down.
 *
 * @param {number[]} values of all images
 * @param {number[]} strange 1 or 0
 * @param {number} value of the picture
 */
export function percentBelow(values, strange, value) {
  let [below, all] = [0, 0];
  values.forEach((one, i) => {
    if (strange[i]) return;
    all += 1;
    if (one < value) below += 1;
  });
  return Math.floor((100 * below) / all);
}

/**
 * @param {Record<string, {values: number[]}>} scores
 * @param {number[]} strange
 * @param {Record<string, number>} of the picture
 * @returns {Place[]} of every score that the picture has, the strangest first
 */
export function placesOf(scores, strange, of) {
  const known = Object.keys(scores).filter((name) => of[name] !== undefined);
  const places = known.map((name) => {
    const percent = percentBelow(scores[name].values, strange, of[name]);
    return { name, percent, isStrange: percent >= STRANGE_PERCENT };
  });
  return places.sort((a, b) => b.percent - a.percent);
}

/** @param {Place[]} places */
export function verdictOf(places) {
  const n = places.filter(({ isStrange }) => isStrange).length;
  if (n === places.length) return text("odd.strangeByAll", { all: n });
  return n ? text("odd.strangeBy", { n, all: places.length }) : text("odd.ordinaryByAll", { all: places.length });
}

/**
 * The two scores that are furthest apart; nothing where all say the same.
 *
 * @param {Place[]} places
 * @param {Record<string, string>} titles
 */
export function reasonOf(places, titles) {
  const [most, least] = [places[0], places.at(-1)];
  if (most.percent === least.percent) return "";
  return text("odd.reason", {
    most: titles[most.name],
    high: placeInWords(most.percent),
    least: titles[least.name],
    low: placeInWords(least.percent),
  });
}

/** @param {number} percent */
export const placeInWords = (percent) =>
  text(percent === 100 ? "odd.strangerThanAll" : "odd.strangerThan", { percent });

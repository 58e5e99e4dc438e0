/** What a slider of the visitor's own does, in words: a share of pictures, its interval, and what chance does. */

import { grouped, text, withArticle } from "../words/words.js";

const FEW = 20; // pictures on a side: below, their number is said
const RELIABLE = 0.5; // of the pictures
const RELIABLE_PAIRS = 0.9; // of the pairs

/** @typedef {import("./directions.js").Quality} Quality */

const percent = (value) => Math.round(100 * value);
const percents = ({ low, high }) => ({ low: percent(low), high: percent(high) });

/**
 * @param {Quality | null} quality
 * @param {string[]} classNames
 * @returns {{text: string, sentences: string[]}} a badge in words, and its numbers in whole sentences
 */
export function wordsOf(quality, classNames) {
  if (!quality) return { text: text("sliders.imported"), sentences: [text("sliders.importedTitle")] };
  const known = withKnownClasses(quality, classNames);
  return { text: withCounts(badge(known, classNames), known), sentences: explanation(known, classNames) };
}

/** Without what a file says of a class that is not there. @param {Quality} quality @returns {Quality} */
function withKnownClasses(quality, classNames) {
  const known = (finding) => (finding && finding.label in classNames ? finding : null);
  const turned = known(quality.turned);
  return { ...quality, turned: turned && { ...turned, also: known(turned.also) }, leak: known(quality.leak) };
}

function badge(quality, classNames) {
  if (quality.isMeasuring) return text("sliders.measuring");
  return quality.turned ? effect(quality.turned, classNames) : separation(quality);
}

/** Reliable is what turns at least half of the pictures, also at the lower end of the interval. */
function effect({ low, chance, also }, classNames) {
  if (low <= chance) return text("sliders.byChance");
  const isReliable = low >= RELIABLE;
  if (!also) return text(isReliable ? "sliders.reliable" : "sliders.partly");
  return text(isReliable ? "sliders.reliableAlso" : "sliders.partlyAlso", { class: classNames[also.label] });
}

/** Where the first group is of no one class there is only how well the two lie apart. */
function separation({ auc, effect: d, chance, interval, isByPlace }) {
  if (d <= chance || (interval && interval.low <= 0.5)) return text("sliders.byChance");
  if (isByPlace) return text("sliders.byChoice");
  return text((interval?.low ?? auc) >= RELIABLE_PAIRS ? "sliders.apart" : "sliders.partlyApart");
}

function withCounts(words, { counts }) {
  if (!counts || Math.min(...counts) >= FEW) return words;
  return text("sliders.withCounts", { words, n: Math.min(...counts) });
}

/** Whole sentences, as many as there is something to say. */
function explanation(quality, classNames) {
  const { effect: d, chance, isByPlace, turned, leak, counts } = quality;
  const sentences = [
    turned && turnsTitle(turned, classNames),
    turned?.also && alsoTitle(turned.also, classNames),
    counts && text("sliders.countsTitle", { a: grouped(counts[0]), b: grouped(counts[1]) }),
    aucTitle(quality),
    text("sliders.effectTitle", { d: d.toFixed(2), chance: chance.toFixed(2) }),
    isByPlace && text("sliders.byChoiceTitle"),
    leak && text("sliders.leakTitle", { class: classNames[leak.label], auc: leak.auc.toFixed(2) }),
  ];
  return sentences.filter(Boolean);
}

function turnsTitle({ label, share, low, high, chance, count }, classNames) {
  return text("sliders.turnsTitle", {
    n: count,
    share: percent(share),
    class: withArticle(classNames[label]),
    ...percents({ low, high }),
    chance: percent(chance),
  });
}

const alsoTitle = ({ label, share }, classNames) =>
  text("sliders.alsoTitle", { share: percent(share), class: withArticle(classNames[label]) });

function aucTitle({ auc, interval }) {
  const holes = { auc: auc.toFixed(3) };
  if (!interval) return text("sliders.aucTitle", holes);
  return text("sliders.aucBetweenTitle", { ...holes, low: interval.low.toFixed(2), high: interval.high.toFixed(2) });
}

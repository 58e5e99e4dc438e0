/** What a slider of the visitor's own does, in words: a share of pictures, its interval, and what chance does. */

import { grouped, text, withArticle } from "../words/words.js";

const FEW = 20; // codes on a side: below, their number is said

/** @typedef {import("./directions.js").Quality} Quality */

const percent = (value) => Math.round(100 * value);
const percents = ({ low, high }) => ({ low: percent(low), high: percent(high) });

/**
 * @param {Quality | null} quality
 * @param {string[]} classNames
 * @returns {{text: string, title: string}}
 */
export function wordsOf(quality, classNames) {
  if (!quality) return { text: text("sliders.imported"), title: text("sliders.importedTitle") };
  const known = withKnownClasses(quality, classNames);
  return { text: withCounts(badge(known, classNames), known), title: explanation(known, classNames) };
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

function effect({ label, share, low, high, chance, also }, classNames) {
  const holes = { share: percent(share), class: withArticle(classNames[label]) };
  if (low <= chance) return text("sliders.turnsByChance", { ...holes, chance: percent(chance) });
  const turns = { ...holes, ...percents({ low, high }) };
  if (!also) return text("sliders.turns", turns);
  const alsoClass = withArticle(classNames[also.label]);
  return text("sliders.turnsAlso", { ...turns, alsoShare: percent(also.share), alsoClass });
}

/** Where the first group is of no one class there is only how well the two lie apart. */
function separation({ auc, effect: d, chance, interval, isByPlace }) {
  if (d <= chance || (interval && interval.low <= 0.5))
    return text("sliders.apartByChance", { d: d.toFixed(1), chance: chance.toFixed(1) });
  if (isByPlace) return text("sliders.byChoice");
  const holes = { auc: percent(auc) };
  return interval ? text("sliders.pairsBetween", { ...holes, ...percents(interval) }) : text("sliders.pairs", holes);
}

function withCounts(words, { counts }) {
  if (!counts || Math.min(...counts) >= FEW) return words;
  return text("sliders.withCounts", { words, a: grouped(counts[0]), b: grouped(counts[1]) });
}

/** Whole sentences, as many as there is something to say. */
function explanation(quality, classNames) {
  const { effect: d, chance, isByPlace, turned, leak } = quality;
  const sentences = [
    turned && turnsTitle(turned, classNames),
    aucTitle(quality),
    text("sliders.effectTitle", { d: d.toFixed(2), chance: chance.toFixed(2) }),
    isByPlace && text("sliders.byChoiceTitle"),
    leak && text("sliders.leakTitle", { class: classNames[leak.label], auc: leak.auc.toFixed(2) }),
  ];
  return sentences.filter(Boolean).join(" ");
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

function aucTitle({ auc, interval }) {
  const holes = { auc: auc.toFixed(3) };
  if (!interval) return text("sliders.aucTitle", holes);
  return text("sliders.aucBetweenTitle", { ...holes, low: interval.low.toFixed(2), high: interval.high.toFixed(2) });
}

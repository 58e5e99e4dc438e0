/** What a slider of the visitor's own does, in words: a share of pictures with its interval, beside what chance does. */

import { withArticle } from "../words/words.js";

const FEW = 20; // codes on a side: below, their number is said

const percent = (value) => Math.round(100 * value);
const span = ({ low, high }) => `${percent(low)} to ${percent(high)} %`;

/**
 * @param {import("./directions.js").Quality | null} quality
 * @param {string[]} classNames
 * @returns {{text: string, title: string}}
 */
export function wordsOf(quality, classNames) {
  if (!quality) return { text: "imported", title: "The file says nothing of what it does." };
  const known = (said) => (said && said.label in classNames ? said : null); // a file may name a class that is not there
  const { turned, leak } = { turned: known(quality.turned), leak: known(quality.leak) };
  const said = quality.isMeasuring
    ? "measuring…"
    : turned
      ? effect({ ...turned, also: known(turned.also) }, classNames)
      : separation(quality);
  return {
    text: [said, few(quality)].filter(Boolean).join(" · "),
    title: explanation({ ...quality, turned, leak }, classNames),
  };
}

function effect({ label, share, low, high, chance, also }, classNames) {
  const into = withArticle(classNames[label]);
  if (low <= chance)
    return `no better than chance (turns ${percent(share)} % into ${into}, random directions ${percent(chance)} %)`;
  const other = also ? `, ${percent(also.share)} % into ${withArticle(classNames[also.label])}` : "";
  return `turns ${percent(share)} % into ${into} (${span({ low, high })})${other}`;
}

/** Where the first group is of no one class there is only how well the two lie apart. */
function separation({ auc, effect: d, chance, interval, isByPlace }) {
  if (d <= chance || (interval && interval.low <= 0.5))
    return `no better than chance (d ${d.toFixed(1)} vs ${chance.toFixed(1)})`;
  if (isByPlace) return "chosen by place: they lie apart by choice";
  return `tells ${percent(auc)} % of pairs apart${interval ? ` (${span(interval)})` : ""}`;
}

const few = ({ counts }) =>
  counts && Math.min(...counts) < FEW
    ? `${counts[0].toLocaleString("en")} against ${counts[1].toLocaleString("en")} codes`
    : "";

function explanation({ auc, effect: d, chance, interval, isByPlace, turned, leak }, classNames) {
  const does = turned
    ? `${turned.count} codes of other classes were moved along the slider to where it does most (other codes chose that place), decoded and looked at: ` +
      `${percent(turned.share)} % then look like ${withArticle(classNames[turned.label])}, 95 % interval ${span(turned)}; as far along random directions ${percent(turned.chance)} % do. `
    : "";
  const apart =
    `Held-out AUC ${auc.toFixed(3)}${interval ? ` (${interval.low.toFixed(2)} to ${interval.high.toFixed(2)})` : ""}: how often a code of the first group lies farther along than one of the second. ` +
    `Effect size d = ${d.toFixed(2)}; 95 % of random directions stay below ${chance.toFixed(2)}. `;
  const place = isByPlace
    ? "The group was chosen by its place on a map, so that it lies apart by the way it was chosen: these two figures say nothing more. "
    : "";
  const near = leak
    ? `Of the other classes ${classNames[leak.label]} lies most towards the first group (AUC ${leak.auc.toFixed(2)} against the rest).`
    : "";
  return `${does}${apart}${place}${near}`.trim();
}

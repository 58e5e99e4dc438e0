/** The figures beside a row: what the walk costs, its lengths, its largest jump, and its support. */

import { el } from "../kit/dom.js";
import { isBernoulli } from "../latent/nats.js";
import { METHODS } from "../core/walk_methods.js";
import { text } from "../words/words.js";
import { summary } from "./row.js";

/**
 * @typedef {{term: string, value: string, hint: string, kind?: "latent" | "image" | "cost"}} Figure kind: where a walk
 *   may make it as small as possible
 */

/** @param {import("./row.js").Row} row @returns {HTMLElement[]} children of a description list */
export function rowFigures(row, engine) {
  const { least } = METHODS[row.method];
  return figuresOf(row, engine).flatMap(({ term, value, hint, kind }) => {
    const isLeast = kind && kind === least;
    const title = isLeast ? text("walks.minimised", { hint }) : hint;
    return [el("div", {}, el("dt", { title, class: isLeast ? "least" : "" }, term), el("dd", {}, value))];
  });
}

/** The two figures that tell walks apart at a glance. @param {import("./row.js").Row} row @param {any} engine */
export function briefOf(row, engine) {
  const { image, lowest } = summary(row);
  const value = text(isBernoulli(engine) ? "walks.rootNats" : "walks.greyValues", {
    value: digits(image),
  });
  if (!Number.isFinite(lowest)) return text("walks.briefWithoutSupport", { value });
  return text("walks.brief", { value, percent: lowest.toFixed(0) });
}

/** @returns {Figure[]} */
function figuresOf(row, engine) {
  const { latent, image, jump, meanSupport, lowest } = summary(row);
  const inNats = isBernoulli(engine);
  const changed = (value) => text(inNats ? "walks.rootNats" : "walks.greyValues", { value: digits(value) });
  const pictureHint = text(inNats ? "walks.pictureLengthNats" : "walks.pictureLengthGrey");
  return [
    ...costOf(row, changed),
    { term: text("walks.pictureLength"), value: changed(image), hint: pictureHint, kind: "image" },
    {
      term: text("walks.latentLength"),
      value: latent.toFixed(2),
      hint: text("walks.latentLengthHint"),
      kind: "latent",
    },
    {
      term: text("walks.largestJump"),
      value: changed(jump),
      hint: text("walks.largestJumpHint", { n: row.imageSteps.length }),
    },
    ...(Number.isFinite(meanSupport) ? supportOf(meanSupport, lowest) : []), // an older folder has no trust meter
  ];
}

/** @returns {Figure[]} */
function costOf({ method, cost }, changed) {
  const minimised = METHODS[method].cost;
  if (!minimised || cost === null) return [];
  const value = minimised.isLatent ? digits(cost) : changed(cost);
  return [{ term: text(minimised.term), value, hint: text(minimised.hint), kind: "cost" }];
}

/** @returns {Figure[]} */
const supportOf = (mean, lowest) => [
  { term: text("walks.meanSupport"), value: percent(mean), hint: text("walks.meanSupportHint") },
  { term: text("walks.lowestSupport"), value: percent(lowest), hint: text("walks.lowestSupportHint") },
];

const percent = (value) => text("walks.percent", { percent: value.toFixed(0) });
const digits = (value) => (value > 0 && value < 0.1 ? value.toPrecision(2) : value.toFixed(value < 10 ? 2 : 1));

/**
 * The same training with several seeds, side by side: a small table of shades for each, with the rows and columns of
 * the large one. Seeds differ in which number tells of which factor, and in how well.
 */

import { el } from "../kit/dom.js";
import { list, text } from "../words/words.js";
import { factorName, mostOf } from "./heat_map.js";

export const SEEDS_CSS = `
.factors .seeds { display: grid; grid-template-columns: repeat(var(--seeds), minmax(0, 1fr)); gap: 0.75rem;
  padding: 0 5px; }
.factors .seeds figure { justify-items: stretch; align-content: start; }
.factors .seeds .shades { display: grid; gap: 1px; }
.factors .seeds .factor { display: grid; grid-template-columns: repeat(var(--dims), minmax(0, 1fr)); gap: 1px; }
.factors .seeds .factor.lit { outline: 2px solid var(--st-text-color); }
.factors .seeds i { aspect-ratio: 1; border-radius: 1px; background: color-mix(in srgb,
  var(--st-primary-color) calc(var(--told) * 92% + 8%), transparent); }
.factors .seeds .shown .shades { outline: 2px solid var(--st-primary-color); outline-offset: 3px; border-radius: 2px; }
.factors .seeds figcaption { margin-top: 4px; line-height: 1.35; }
.factors .seeds figcaption span { display: block; }
.factors .seeds .shown figcaption { font-weight: 700; }
`;
const FAILS_BELOW = 0.5; // of the best seed's MIG

/** @typedef {import("../core/atlas_view.js").SeedTable} SeedTable */

/** @param {SeedTable[]} seeds */
export function createSeeds(seeds) {
  const maps = seeds.map(createSeed);
  const sizes = `--seeds: ${seeds.length}; --dims: ${seeds[0].information[0].length}`;
  const heading = el("h4", {}, text("factors.seeds", { n: seeds.length }));
  const figures = el("div", { class: "seeds", style: sizes }, ...maps.map(({ figure }) => figure));
  const says = sentencesOn(seeds).map((sentence) => el("p", { class: "soft" }, sentence));
  const element = el("section", { class: "told", "data-testid": "factor-seeds" }, heading, figures, ...says);

  /** @param {number} factor whose row is lit in each, -1 for none */
  function light(factor) {
    for (const { rows } of maps) rows.forEach((row, f) => row.classList.toggle("lit", f === factor));
  }

  return { element, light };
}

/** @param {SeedTable} of */
function createSeed({ seed, mig, information, is_shown: isShown }) {
  const rows = information.map((row) => el("div", { class: "factor" }, ...row.map(createShade)));
  const holders = list(
    information.map((_, f) => text("factors.holder", { name: factorName(f), ...most(information, f) })),
  );
  const label = text("factors.seedInWords", { seed, mig: mig.toFixed(2), holders });
  const shades = el("div", { class: "shades", role: "img", "aria-label": label }, ...rows);
  const lines = [text("factors.seed", { seed }), text("factors.mig", { mig: mig.toFixed(2) })];
  if (isShown) lines.push(text("factors.seedShown"));
  const caption = el("figcaption", {}, ...lines.map((line) => el("span", {}, line)));
  return { figure: el("figure", { class: isShown ? "shown" : null }, shades, caption), rows };
}

const createShade = (share) => el("i", { style: `--told: ${share.toFixed(3)}` });

/** The number that tells most of a factor, from 1. @param {number[][]} information @param {number} factor */
const most = (information, factor) => ({ dim: 1 + information[factor].indexOf(Math.max(...information[factor])) });

/** What they show together. @param {SeedTable[]} seeds @returns {string[]} */
export function sentencesOn(seeds) {
  const factor = bestTold(seeds);
  const dims = seeds.map(({ information }) => most(information, factor).dim);
  const name = factorName(factor);
  const isOne = new Set(dims).size === 1;
  const where = isOne
    ? text("factors.seedsAgree", { name, dim: dims[0] })
    : text("factors.seedsDiffer", { name, dims: list(dims.map((dim) => `z${dim}`)) });
  const [low, high] = [Math.min, Math.max].map((end) => end(...seeds.map(({ mig }) => mig)));
  const range = { low: low.toFixed(2), high: high.toFixed(2) };
  return [where, low < FAILS_BELOW * high ? text("factors.seedsFail", range) : text("factors.seedsHold", range)];
}

/** The factor that single numbers tell most of, over all seeds. @param {SeedTable[]} seeds */
function bestTold(seeds) {
  const shares = seeds[0].information.map((_, f) => [
    seeds.reduce((sum, { information }) => sum + Math.max(...information[f]), 0),
  ]);
  return mostOf(shares, 0);
}

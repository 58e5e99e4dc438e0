/**
 * How much each number of a code tells of each true factor, as a table of shades; the row or column that moves is lit.
 */

import { NAMES } from "../core/true_factors.js";
import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";

export const HEAT_CSS = `
.factors table { border-collapse: separate; border-spacing: 2px; width: 100%; table-layout: fixed; }
.factors th { font-weight: 400; font-size: 0.875rem; text-align: center; padding: 0; }
.factors th[scope="row"] { text-align: left; }
.factors td.corner { width: 4.2rem; visibility: hidden; }
.factors td { height: 1.5rem; padding: 0; text-align: center; font-size: 0.75rem; border-radius: 3px;
  outline: 1px solid var(--line); outline-offset: -1px;
  background: color-mix(in srgb, var(--st-primary-color) calc(var(--told) * 75%), transparent); }
.factors td.lit { outline: 2px solid var(--st-text-color); outline-offset: -2px; }
.factors.asked td { --told: 0 !important; }
.factors th.lit { font-weight: 700; }
`;
const SHOWN_FROM = 0.1; // parts of an entropy: less is a shade without its number

/** @param {number[][]} told (F, D), parts of the factor's entropy */
export function createHeatMap(told) {
  const head = told[0].map((_, dim) => el("th", { scope: "col" }, `z${dim + 1}`));
  const rows = told.map((row, factor) => {
    const cells = row.map((share) => createCell(share));
    return { heading: el("th", { scope: "row" }, factorName(factor)), cells };
  });
  const body = rows.map(({ heading, cells }) => el("tr", {}, heading, ...cells));
  const caption = el("caption", { class: "soft", style: "text-align: left" }, text("factors.caption"));
  const corner = el("td", { class: "corner" });
  const table = el("table", { "data-testid": "factor-map" }, caption, el("tr", {}, corner, ...head), ...body);
  const says = el("p", { class: "soft", "data-testid": "factor-says" });
  let lit = "";

  /** @param {{factor?: number, dim?: number}} what */
  function light({ factor = -1, dim = -1 }) {
    if (lit === `${factor} ${dim}`) return;
    lit = `${factor} ${dim}`;
    rows.forEach(({ heading, cells }, f) => {
      heading.classList.toggle("lit", f === factor);
      cells.forEach((cell, d) => cell.classList.toggle("lit", f === factor || d === dim));
    });
    head.forEach((heading, d) => heading.classList.toggle("lit", d === dim));
    setText(says, sentence(told, factor, dim));
  }

  return { element: el("div", {}, table, says), light };
}

function createCell(share) {
  const shown = share >= SHOWN_FROM ? share.toFixed(2) : "";
  return el("td", { style: `--told: ${share.toFixed(3)}` }, el("span", { class: "told" }, shown));
}

/** @param {number} factor */
export const factorName = (factor) => text(`factors.name_${NAMES[factor]}`);

/** Which factor a number tells most of. @param {number[][]} told @param {number} dim */
export function mostOf(told, dim) {
  const column = told.map((row) => row[dim]);
  return column.indexOf(Math.max(...column));
}

function sentence(told, factor, dim) {
  if (dim >= 0) {
    const most = mostOf(told, dim);
    return text("factors.dimTells", { dim: dim + 1, name: factorName(most), percent: percent(told[most][dim]) });
  }
  if (factor < 0) return "";
  const most = told[factor].indexOf(Math.max(...told[factor]));
  return text("factors.factorIn", { name: factorName(factor), dim: most + 1, percent: percent(told[factor][most]) });
}

const percent = (share) => Math.round(100 * share);

/** The code of the image in numbers: per dimension μ, σ, ε, z and its share of the rate, most informative first. */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";
import { klOfDimension } from "../latent/nats.js";
import { SYMBOLS } from "./symbols.js";

const SHOWN_DIMS = 8;

/**
 * @typedef {{posterior: import("../latent/nats.js").Posterior, sigma: Float32Array, eps: Float32Array, z: Float32Array,
 *   scale: number}} Draw scale: of the noise, 1 as trained
 */

/** @returns {{element: HTMLTableElement, fill: (draw: Draw, dims: {dim: number, klNats: number}[]) => void}} */
export function createDimensionTable() {
  const [head, body] = [el("thead"), el("tbody")];
  return {
    element: el("table", {}, head, body),
    fill(draw, dims) {
      const order = [...dims].sort((a, b) => b.klNats - a.klNats).slice(0, SHOWN_DIMS);
      head.replaceChildren(headRow(draw.scale, order.length, dims.length));
      body.replaceChildren(...order.map(({ dim }) => bodyRow(draw, dim)));
    },
  };
}

function headRow(scale, shown, all) {
  return el(
    "tr",
    {},
    cell(shown < all ? text("learn.someDimensions", { shown, all }) : ""),
    symbolCell("μ", SYMBOLS.mu),
    symbolCell("σ", SYMBOLS.sigma),
    symbolCell(scale === 1 ? "ε" : text("learn.noiseColumn", { scale: scale.toFixed(1) }), SYMBOLS.eps),
    symbolCell("z = μ + σε", SYMBOLS.z),
    cell(text("learn.klColumn")),
  );
}

function bodyRow({ posterior, sigma, eps, z, scale }, dim) {
  const values = [posterior.mu[dim], sigma[dim], scale * eps[dim], z[dim], klOfDimension(posterior, dim)];
  return el("tr", {}, cell(`z${dim + 1}`), ...values.map((value) => cell(value.toFixed(2))));
}

const cell = (content) => el("td", {}, content);
const symbolCell = (symbol, colour) => el("th", { style: `color:${colour}` }, symbol);

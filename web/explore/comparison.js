/** A pinned picture, the signed difference of the present one to it, and how far apart codes and pixels are. */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { createPainter, strokeTable } from "../kit/picture.js";
import { text } from "../words/words.js";
import { differenceTable, signedDifference } from "./difference.js";

export const COMPARISON_CSS = `
.compare { font-size: 0.75rem; display: flex; gap: 0.5rem; align-items: center; }
.compare canvas { width: 34px; height: 34px; border-radius: 4px; }
.compare[hidden] { display: none; }
`;
/** @type {[number, number, number]} */
const GREY = [128, 128, 128];

/** @returns {HTMLElement} shown while a picture is compared */
export function createComparison({ store, frame, signal }) {
  const { state } = store;
  const canvas = (label) => el("canvas", { class: "crisp", role: "img", "aria-label": label });
  const pinned = canvas(text("explore.comparedPicture"));
  const difference = canvas(text("explore.difference"));
  const words = el("span", { class: "number soft" });
  const element = el("div", { class: "compare", hidden: true }, pinned, difference, words);

  function draw() {
    const { compared, pixels, z, engine, model } = state;
    element.hidden = !compared || !pixels || compared.model !== model;
    if (element.hidden) return;
    createPainter(pinned, engine.imageShape)(compared.pixels, strokeTable(GREY));
    const signed = signedDifference(pixels, compared.pixels, engine.imageShape[0]);
    const shades = signed.map((value) => (value + 1) / 2);
    createPainter(difference, engine.imageShape)(shades, differenceTable());
    setText(words, apartInWords(z, compared.z, signed));
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["compared", "pixels"], () => (state.compared || !element.hidden) && due(), signal);
  return element;
}

function apartInWords(z, other, signed) {
  const apart = Math.hypot(...z.map((value, d) => value - other[d]));
  const mean = signed.reduce((sum, value) => sum + Math.abs(value), 0) / signed.length;
  return text("explore.differences", { z: apart.toFixed(2), pixel: mean.toFixed(3) });
}

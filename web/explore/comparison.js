/**
 * A pinned picture beside the present one, as large as it, and the signed difference of the two, with how far apart
 * codes and pixels are.
 */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { text } from "../words/words.js";
import { differenceTable, signedDifference } from "../kit/difference.js";

export const COMPARISON_CSS = `
.stage .compared canvas, .stage .differs canvas { width: 100%; aspect-ratio: var(--aspect, 1); background: #000;
  border-radius: calc(var(--radius) - 3px); }
.stage[data-compare="on"] .top { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.stage[data-compare="on"] .side { grid-column: 1 / -1; grid-template-columns: repeat(2, minmax(0, 1fr));
  gap: 0.4rem 0.9rem; min-height: 0; }
.stage .compared[hidden], .stage .differs[hidden] { display: none; }
.stage .differs { display: grid; grid-template-columns: 96px 1fr; gap: 0.7rem; align-items: center; }
.stage .differs p { margin: 0; }
.stage .named { position: absolute; left: 10px; bottom: 10px; padding: 0 0.4rem; border-radius: 4px;
  background: rgb(0 0 0 / 62%); color: #fff; }
`;

/** @returns {{compared: HTMLElement, differs: HTMLElement}} seen while a picture is compared */
export function createComparison({ store, frame, signal }) {
  const { state } = store;
  const canvas = (label) => el("canvas", { class: "crisp", role: "img", "aria-label": label });
  const pinned = canvas(text("explore.comparedPicture"));
  const difference = canvas(text("explore.difference"));
  const words = el("p", { class: "number soft" });
  const name = el("span", { class: "named" }, text("explore.comparedName"));
  const compared = el("figure", { class: "compared", hidden: true, "data-testid": "compared" }, pinned, name);
  const meaning = el("p", {}, text("explore.differenceColours"));
  const differs = el("div", { class: "differs", hidden: true }, difference, el("div", {}, meaning, words));

  function draw() {
    const { compared: other, pixels, z, engine, model } = state;
    const isOff = !other || !pixels || other.model !== model;
    compared.hidden = differs.hidden = isOff;
    compared.closest(".stage")?.setAttribute("data-compare", isOff ? "off" : "on");
    if (isOff) return;
    createPainter(pinned, engine.imageShape)(other.pixels, colourTable(state.scale));
    const signed = signedDifference(pixels, other.pixels, engine.imageShape[0]);
    const shades = signed.map((value) => (value + 1) / 2);
    createPainter(difference, [1, engine.imageShape[1], engine.imageShape[2]])(shades, differenceTable());
    setText(words, apartInWords(z, other.z, signed));
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["compared", "pixels", "scale"], () => (state.compared || !compared.hidden) && due(), signal);
  return { compared, differs };
}

function apartInWords(z, other, signed) {
  const apart = Math.hypot(...z.map((value, d) => value - other[d]));
  const mean = signed.reduce((sum, value) => sum + Math.abs(value), 0) / signed.length;
  return text("explore.differences", { z: apart.toFixed(2), percent: (100 * mean).toFixed(1) });
}

/** A card for one of the nearest images: its original where it is known, its code decoded, how far away it is. */

import { allowedBy } from "../core/lanes.js";
import { el } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { imageName } from "../meter/class_words.js";
import { text } from "../words/words.js";
import { imageInWords } from "../meter/image_words.js";

export const CARD_CSS = `
.evidence .card { display: grid; gap: 2px; justify-items: center; border: 1px solid transparent; padding: 3px;
  text-align: center; min-height: 0; }
.evidence .card .pair { display: grid; gap: 2px; }
.evidence .card canvas { width: 56px; aspect-ratio: 1; border-radius: 4px; background: #000; }
.evidence .card small { font-size: 0.875rem; line-height: 1.25; }
`;

/**
 * @param {object} context
 * @param {any} context.state
 * @param {any} context.lens
 * @param {number} context.index of the image
 * @param {number} context.distance of its code
 * @param {Float32Array | null} context.original pixels
 */
export function createCard({ state, lens, index, distance, original }) {
  const { view, engine } = state;
  const picture = (pixels, name) => paintedCanvas(engine, pixels, state.scale, name);
  const decoded = allowedBy(engine).here && picture(engine.decode(view.code(index)), text("explore.decoded"));
  const image = imageInWords(view, index);
  const title = text(original ? "explore.goToPair" : "explore.goTo", { image });
  const away = el("span", { class: "soft" }, distance === 0 ? text("explore.here") : distance.toFixed(3));
  return el(
    "button",
    { class: "card", title, onclick: () => lens.pin(view.code(index), { source: "neighbour", index }) },
    el("span", { class: "pair" }, original && picture(original, text("explore.original")), decoded || null),
    el("small", { class: "number" }, imageName(view, index), el("br"), away),
  );
}

function paintedCanvas(engine, pixels, scale, name) {
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": name });
  createPainter(canvas, engine.imageShape)(pixels, colourTable(scale));
  return canvas;
}

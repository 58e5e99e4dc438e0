/** Sliders of the true factors: the picture is drawn, not decoded, and its code is read live by the encoder. */

import { el } from "../kit/dom.js";
import { createPainter, colourTable } from "../kit/picture.js";
import { text } from "../words/words.js";
import { factorName } from "./heat_map.js";
import { drawShape, NAMES, SIZES } from "./shapes.js";

export const REVERSE_CSS = `
.factors .reverse { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.4rem 0.8rem; align-items: start; }
.factors .reverse .two { display: flex; gap: 0.5rem; }
.factors figure { margin: 0; display: grid; gap: 2px; justify-items: center; font-size: 0.875rem; }
.factors canvas { width: 84px; height: 84px; border-radius: 3px; background: #000; }
.factors .reverse label { display: grid; grid-template-columns: 4.6rem minmax(0, 1fr) 1.6rem; gap: 0.4rem;
  align-items: center; font-size: 0.875rem; }
.factors .reverse input { width: 100%; accent-color: var(--st-primary-color); }
@container (max-width: 300px) { .factors .reverse { grid-template-columns: minmax(0, 1fr); } }
@media (pointer: coarse) { .factors .reverse input { min-height: 44px; } }
`;
const MIDDLE = SIZES.map((size) => Math.floor((size - 1) / 2));

/** @param {{frame: any, lens: any, state: any, moved: (factor: number) => void}} context */
export function createReverse({ frame, lens, state, moved }) {
  const values = [...MIDDLE];
  const drawn = createCanvas("drawn");
  const decoded = createCanvas("decoded");
  const sliders = SIZES.map(createRow);
  const pictures = el("div", { class: "two" }, drawn.figure, decoded.figure);
  const element = el("div", { class: "reverse" }, pictures, el("div", {}, ...sliders.map(({ label }) => label)));
  let shown = drawShape(values);

  function createRow(size, factor) {
    const range = el("input", {
      type: "range",
      min: 0,
      max: size - 1,
      step: 1,
      "data-testid": `factor-${NAMES[factor]}`,
    });
    const says = el("output", {});
    const label = el("label", {}, factorName(factor), range, says);
    const show = () => {
      range.value = String(values[factor]);
      says.textContent = String(values[factor] + 1);
    };
    range.addEventListener(
      "input",
      frame.timed("slider", () => take(factor, Number(range.value))),
    );
    range.addEventListener("change", () => lens.pin());
    show();
    return { label, show };
  }

  function take(factor, value) {
    values[factor] = value;
    sliders[factor].show();
    shown = drawShape(values);
    lens.move(Float32Array.from(state.engine.encode(shown).mu), { source: "factor" });
    moved(factor);
  }

  /** The drawing, and beside it what the model makes of it, where the code on screen is the drawing's. */
  function paint() {
    if (!state.engine || !state.z) return;
    const table = colourTable(state.scale);
    drawn.paint(shown, table);
    if (state.pixels?.length === shown.length && state.origin.source === "factor") decoded.paint(state.pixels, table);
  }

  return { element, paint };
}

function createCanvas(key) {
  const words = text(`factors.${key}`);
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": words, "data-testid": `factor-${key}` });
  return { figure: el("figure", {}, canvas, words), paint: createPainter(canvas, [1, 32, 32]) };
}

/** Sliders of the true factors: the picture is drawn, not decoded, and its code is read live by the encoder. */

import { NAMES, SIZES, valuesOf } from "../core/true_factors.js";
import { el, setText } from "../kit/dom.js";
import { createPainter, colourTable } from "../kit/picture.js";
import { text } from "../words/words.js";
import { factorName } from "./heat_map.js";
import { drawShape } from "./shapes.js";

export const REVERSE_CSS = `
.factors .reverse { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.4rem 0.8rem; align-items: start; }
.factors .reverse .two { display: flex; gap: 0.5rem; }
.factors figure { margin: 0; display: grid; gap: 2px; justify-items: center; font-size: 0.875rem; }
.factors canvas { width: 84px; height: 84px; border-radius: 3px; background: #000; }
.factors .reverse label { display: grid; grid-template-columns: 4.6rem minmax(0, 1fr) 1.6rem; gap: 0.4rem;
  align-items: center; font-size: 0.875rem; }
.factors .reverse input { width: 100%; accent-color: var(--st-primary-color); }
@container (max-width: 400px) { .factors .reverse { grid-template-columns: minmax(0, 1fr); } }
@media (pointer: coarse) { .factors .reverse input { min-height: 44px; } }
`;

/** @param {{store: any, frame: any, lens: any, moved: (factor: number) => void}} context moved: which was just moved */
export function createReverse({ store, frame, lens, moved }) {
  const { state } = store;
  const { engine } = state;
  const drawn = createCanvas("drawn");
  const decoded = createCanvas("decoded");
  const sliders = SIZES.map(createRow);
  const pictures = el("div", { class: "two" }, drawn.figure, decoded.figure);
  const element = el("div", { class: "reverse" }, pictures, el("div", {}, ...sliders.map(({ label }) => label)));
  let [truth, code, made] = [null, null, null]; // the drawing, its code, and what the model makes of that
  read();

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
    range.addEventListener(
      "input",
      frame.timed("factor", () => take(factor, Number(range.value))),
    );
    range.addEventListener("change", () => lens.pin());
    const show = (value) => {
      range.value = String(value);
      setText(says, String(value + 1));
    };
    return { label, show };
  }

  /** The store's watcher reads what is set here before the code is moved to. */
  function take(factor, value) {
    const values = valuesOf(state).map((old, f) => (f === factor ? value : old));
    store.set({ factorValues: { model: state.model, values } });
    lens.move(code, { source: "factor" });
    moved(factor);
  }

  function read() {
    const values = valuesOf(state);
    sliders.forEach(({ show }, factor) => show(values[factor]));
    truth = drawShape(values);
    code = Float32Array.from(engine.encode(truth).mu);
    made = null;
  }

  /** The drawing, and beside it what the model makes of it: what is on screen, where that is the drawing's code. */
  function paint() {
    const table = colourTable(state.scale);
    drawn.paint(truth, table);
    if (state.origin.source === "factor" && state.pixels?.length === truth.length) made = state.pixels;
    made ??= engine.decode(code);
    decoded.paint(made, table);
  }

  return { element, paint, read };
}

function createCanvas(key) {
  const words = text(`factors.${key}`);
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": words, "data-testid": `factor-${key}` });
  return { figure: el("figure", {}, canvas, words), paint: createPainter(canvas, [1, 32, 32]) };
}

/** Under the pad: the drawing as the model sees it, what its reconstruction costs, and where it goes: nowhere. */

import { el, setText } from "../kit/dom.js";
import { glossed } from "../kit/explain.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { text } from "../words/words.js";

const STRANGE_PERCENT = 99;

/** @param {HTMLElement} row of buttons, above it */
export function createSeen(row) {
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": text("draw.seen"), "data-testid": "seen" });
  const label = el("span", { class: "soft" }, text("draw.seen"));
  const cost = el("span", { "data-testid": "drawing-cost" });
  const price = el("p", { class: "number", hidden: true }, cost, " ", glossed("nat", text("draw.nat")));
  const dots = el("p", { class: "soft", hidden: true }, text("draw.dots"));
  const message = el("p", { class: "message", role: "status", "data-testid": "drawing-message" });
  const words = el("div", {}, label, price, dots, message, el("p", { class: "soft" }, text("draw.stays")));
  const element = el("div", { class: "seen" }, row, el("div", { class: "small" }, canvas), words);
  const paint = createFittingPainter(canvas, (shape) => {
    canvas.style.aspectRatio = `${shape[2]} / ${shape[1]}`;
  });

  return {
    element,

    /** @param {import("./pad_reading.js").Drawing | null} drawing @param {any} state */
    draw(drawing, { engine, view, scale }) {
      canvas.style.visibility = drawing ? "visible" : "hidden";
      if (drawing) paint(drawing.x, engine.imageShape, colourTable(scale));
      price.hidden = !drawing?.cost;
      dots.hidden = !drawing?.draws;
      if (drawing?.cost) setText(cost, costInWords(drawing.cost, view));
    },

    /** @param {string} sentence empty where all is well */
    say: (sentence) => setText(message, sentence),
  };
}

/** @param {{nats: number, percent: number}} cost @param {import("../core/types.js").AtlasView} view */
function costInWords({ nats, percent }, { split }) {
  const holes = { nats: nats.toFixed(0), percent: Math.floor(percent) };
  if (percent >= STRANGE_PERCENT) return text("draw.costStrange", holes);
  return text(split === "training" ? "draw.costTraining" : "draw.costTest", holes);
}

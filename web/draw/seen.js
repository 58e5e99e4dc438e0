/** Under the pad: the drawing as the model sees it, what its reconstruction costs, and where it goes: nowhere. */

import { partOfKind } from "../engine/parts.js";
import { el, setText } from "../kit/dom.js";
import { glossed } from "../kit/explain.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { text } from "../words/words.js";
import { createToldClass } from "./told_class.js";

const UNUSUAL_PERCENT = 90; // of the images cost less, from here on
const STRANGE_PERCENT = 99;
const NAMED = 3; // classes that a drawing is said to be

/** @typedef {import("./cost.js").Cost} Cost */

/**
 * @param {HTMLElement} row of buttons, above it
 * @param {(k: number | null) => void} tell the model the class, or null
 */
export function createSeen(row, tell) {
  const told = createToldClass(tell);
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": text("draw.seen"), "data-testid": "seen" });
  const label = el("span", { class: "soft label" }, text("draw.seen"));
  const word = el("strong", { "data-testid": "drawing-word" });
  const cost = el("span", { "data-testid": "drawing-cost" });
  const rate = el("span", { "data-testid": "drawing-rate" });
  const asked = glossed("nat", text("draw.nat"));
  const price = el("p", { class: "number price", hidden: true }, word, " ", cost, " ", rate, " ", asked);
  const believed = el("p", { class: "number believed", hidden: true, "data-testid": "drawing-beliefs" });
  const dots = el("p", { class: "soft dots", hidden: true }, text("draw.dots"));
  const message = el("p", { class: "message", role: "status", "data-testid": "drawing-message" });
  const stays = el("p", { class: "soft stays" }, text("draw.stays"));
  const words = el("div", { class: "words" }, label, told.element, believed, price, dots, message, stays);
  const element = el("div", { class: "seen" }, row, el("div", { class: "small" }, canvas), words);
  const paint = createFittingPainter(canvas, (shape) => {
    canvas.style.aspectRatio = `${shape[2]} / ${shape[1]}`;
  });

  return {
    element,

    /** @param {import("./pad_reading.js").Drawing | null} drawing @param {any} state */
    draw(drawing, { engine, view, scale }) {
      told.draw(view);
      canvas.style.visibility = drawing ? "visible" : "hidden";
      if (drawing) paint(drawing.x, engine.imageShape, colourTable(scale));
      believed.hidden = !drawing || !engine.beliefs;
      if (!believed.hidden) setText(believed, beliefsInWords(engine.beliefs(drawing.x), view));
      price.hidden = !drawing?.cost;
      dots.hidden = !drawing?.draws;
      if (!drawing?.cost) return;
      setText(word, wordOf(drawing.cost));
      setText(cost, costInWords(drawing.cost, view));
      setText(rate, rateInWords(drawing.cost, view));
    },

    /** @param {string} sentence empty where all is well */
    say: (sentence) => setText(message, sentence),
  };
}

/** The classes that it likeliest is. @param {Float32Array} q @param {import("../core/types.js").AtlasView} view */
function beliefsInWords(q, { classNames }) {
  const likeliest = Array.from(q, (share, k) => ({ share, k })).sort((a, b) => b.share - a.share);
  const said = likeliest.slice(0, NAMED).map(({ share, k }) => {
    return text("draw.belief", { name: classNames[k], percent: Math.round(100 * share) });
  });
  return text("draw.beliefs", { beliefs: said.join(text("draw.between")) });
}

/** How ordinary the drawing is, beside the images that the model knows. @param {Cost} cost */
export function wordOf({ percent }) {
  if (percent >= STRANGE_PERCENT) return text("draw.strange");
  return text(percent >= UNUSUAL_PERCENT ? "draw.unusual" : "draw.ordinary");
}

/** @param {Cost} cost @param {import("../core/types.js").AtlasView} view */
function costInWords({ nats, percent }, { split }) {
  const holes = { nats: nats.toFixed(0), percent: Math.floor(percent) };
  if (percent >= STRANGE_PERCENT) return text("draw.costStrange", holes);
  return text(split === "training" ? "draw.costTraining" : "draw.costTest", holes);
}

/** @param {Cost} cost @param {import("../core/types.js").AtlasView} view */
function rateInWords({ rate }, { parts }) {
  if (rate === null) return "";
  return text(partOfKind(parts, "class") ? "draw.rateGiven" : "draw.rate", { nats: rate.toFixed(1) });
}

/** What the lesson shows: the image, its code in numbers, the decoded draw, and below them the terms of the ELBO. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { STYLE } from "../kit/theme.js";
import { PROBLEM_CSS } from "../core/problem.js";
import { text } from "../words/words.js";
import { CLASS_CHOICE_CSS, createClassChoice } from "./class_choice.js";
import { createDimensionTable } from "./dimension_table.js";
import { SYMBOLS } from "./symbols.js";

const CSS = `
.lesson { display: grid; gap: 0.9rem; font-size: 0.875rem; }
.lesson button { min-height: 36px; }
.lesson input[type="range"] { height: 36px; accent-color: var(--st-primary-color); }
.lesson .row { gap: 0.6rem 0.9rem; }
.lesson .flow { display: grid; grid-template-columns: minmax(110px, 176px) minmax(0, 1fr) minmax(110px, 176px);
  gap: 1rem; align-items: start; }
.lesson figure { margin: 0; }
.lesson figure canvas { width: 100%; aspect-ratio: var(--aspect, 1); border-radius: 6px; border: 3px solid var(--ink);
  background: #000; }
.lesson[data-model="none"] > :not(style, .problem) { display: none; }
.lesson figcaption { font-weight: 600; }
.lesson table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.lesson td, .lesson th { text-align: right; padding: 0 0.4rem; border-bottom: 1px solid var(--line); font-weight: 400; }
.lesson th { font-weight: 600; } .lesson tr > :first-child { text-align: left; }
.lesson .terms { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0.8rem; }
.lesson .terms b { display: block; font-size: 1.5rem; line-height: 1.15; font-variant-numeric: tabular-nums; }
.lesson label { display: inline-flex; gap: 0.4rem; align-items: center; }
@media (max-width: 640px) {
  .lesson .flow { grid-template-columns: 1fr 1fr; } .lesson .numbers { grid-column: 1 / -1; grid-row: 2; }
}
`;

/**
 * @param {HTMLElement} problem
 * @param {{draw: () => void, redraw: () => void, resetNoise: () => void, give: (k: number) => void}} on
 */
export function createLessonView(problem, on) {
  const input = createFigure(text("learn.inputLabel"), "lesson-x", SYMBOLS.x);
  const output = createFigure(text("learn.outputLabel"), "lesson-out", SYMBOLS.out);
  const table = createDimensionTable();
  const classes = createClassChoice(on.give);
  const controls = createControls(on);
  const [distortion, rate, total] = ["distortion", "rate", "total"].map(createTerm);
  distortion.describe(text("learn.distortion"), text("learn.distortionHint"));
  total.words.dataset.testid = "lesson-total-words";
  const mean = el("span", { class: "soft number", "data-testid": "lesson-mean" });
  const host = el(
    "section",
    { class: "ll lesson", "aria-label": text("learn.lesson") },
    el("style", {}, STYLE + PROBLEM_CSS + CSS + CLASS_CHOICE_CSS),
    problem,
    el("div", { class: "flow" }, input.element, el("div", { class: "numbers" }, table.element), output.element),
    classes.element,
    controls.element,
    el("div", { class: "terms" }, distortion.element, rate.element, total.element),
    mean,
  );
  return {
    host,
    input,
    output,
    table,
    classes,
    ...controls,
    distortion,
    rate,
    total,
    mean,
    /** @param {number[]} shape of the pictures, (C, H, W) */
    fit(shape) {
      input.fit(shape);
      output.fit(shape);
      host.style.setProperty("--aspect", String(shape[2] / shape[1]));
    },
  };
}

/** A picture in grey with a caption. */
function createFigure(label, testid, ink) {
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": label, "data-testid": testid });
  const caption = el("figcaption", { style: `color:${ink}` });
  let paint = null;
  return {
    element: el("figure", { style: `--ink:${ink}` }, canvas, caption),
    fit(shape) {
      paint = createPainter(canvas, shape);
    },
    show(pixels, words) {
      paint(pixels, colourTable("grey"));
      setText(caption, words);
    },
  };
}

function createControls({ draw, redraw, resetNoise }) {
  const repeat = el("input", { type: "checkbox", "data-testid": "lesson-run" });
  const noise = el("input", {
    type: "range",
    min: 0,
    max: 4,
    step: 0.1,
    value: 1,
    "aria-label": text("learn.noiseLabel"),
    "data-testid": "lesson-scale",
    oninput: redraw,
  });
  const noiseNumber = el("span", { class: "number" });
  const element = el(
    "div",
    { class: "row" },
    el("button", { onclick: draw, "data-testid": "lesson-draw" }, text("learn.draw")),
    el("label", {}, repeat, text("learn.repeat")),
    el("label", {}, text("learn.noise"), noise, noiseNumber),
    el("button", { onclick: resetNoise }, text("learn.resetNoise")),
  );
  return { element, repeat, noise, noiseNumber };
}

/** A number with what it counts below it, and why on hovering. */
function createTerm(name) {
  const number = el("b", { "data-testid": `lesson-${name}` });
  const words = el("span");
  const element = el("div", {}, number, words);
  return {
    element,
    words,
    show: (nats) => setText(number, nats.toFixed(2)),
    describe(what, hint) {
      setText(words, what);
      setAttribute(element, "title", hint);
    },
  };
}

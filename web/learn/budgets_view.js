/** A pad of few cells, a slider over numbers of labels, and a bar for what is believed of each class. */

import { el, setText } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";

const CSS = `
.budgets { display: grid; gap: 0.8rem; font-size: 0.875rem; }
.budgets .try { display: grid; grid-template-columns: minmax(140px, 220px) minmax(0, 1fr); gap: 1.2rem;
  align-items: start; }
.budgets button { min-height: 36px; }
.budgets canvas { width: 100%; border-radius: 6px; cursor: crosshair; touch-action: none; }
.budgets .pad { display: grid; gap: 0.5rem; }
.budgets label { display: grid; gap: 0.2rem; font-weight: 600; }
.budgets input[type="range"] { width: 100%; height: 36px; margin: 0; accent-color: var(--st-primary-color); }
.budgets .bars { display: grid; grid-template-columns: auto 1fr 3rem; gap: 3px 0.5rem; align-items: center; margin: 0; }
.budgets .bars .bar { height: 10px; border-radius: 5px; background: var(--line); overflow: hidden; }
.budgets .bars .bar::after { content: ""; display: block; height: 100%; background: var(--st-primary-color);
  transform: scaleX(var(--share, 0)); transform-origin: left; }
.budgets .bars span:nth-child(3n) { text-align: right; }
.budgets p { margin: 0; min-height: 2.7em; }
@media (max-width: 640px) {
  .budgets .try { grid-template-columns: minmax(0, 1fr); } .budgets .pad { max-width: 220px; }
}
`;

/**
 * @param {{choose: (number: number) => void, another: () => void, clear: () => void,
 *   ink: (row: number, column: number) => void}} on
 */
export function createBudgetsView(on) {
  const canvas = el("canvas", {
    class: "crisp",
    role: "img",
    "aria-label": text("learn.budgetPad"),
    "data-testid": "budget-pad",
  });
  const buttons = el(
    "div",
    { class: "row" },
    el("button", { onclick: on.another, "data-testid": "budget-another" }, text("learn.budgetAnother")),
    el("button", { onclick: on.clear, "data-testid": "budget-clear" }, text("learn.budgetClear")),
  );
  const said = el("span", { class: "number", "data-testid": "budget-labels" });
  const slider = el("input", { type: "range", min: "0", step: "1", "data-testid": "budget", oninput: chosen });
  const bars = el("div", { class: "bars number", "data-testid": "budget-bars" });
  const words = el("p", { class: "number", "data-testid": "budget-right" });
  const host = el(
    "section",
    { class: "ll budgets", "aria-label": text("learn.budgets") },
    el("style", {}, STYLE + CSS),
    el(
      "div",
      { class: "try" },
      el("div", { class: "pad" }, canvas, buttons),
      el("div", { style: "display: grid; gap: 0.6rem" }, el("label", {}, said, slider), bars),
    ),
    words,
  );
  let paint = null;
  let side = 0;
  /** @type {{bar: HTMLElement, percent: HTMLElement}[]} */
  let rows = [];

  function chosen() {
    on.choose(Number(slider.value));
  }

  function write(event) {
    if (event.type === "pointerdown") canvas.setPointerCapture(event.pointerId);
    else if (!event.buttons) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const cell = (at, start, length) => ((at - start) / length) * side - 0.5;
    on.ink(cell(event.clientY, top, height), cell(event.clientX, left, width));
  }
  canvas.addEventListener("pointerdown", write);
  canvas.addEventListener("pointermove", write);

  return {
    host,

    /** @param {{side: number, classes: string[], budgets: any[]}} props */
    fit(props) {
      side = props.side;
      paint = createPainter(canvas, [1, side, side]);
      slider.max = String(props.budgets.length - 1);
      const made = props.classes.map((name) => ({
        name: el("span", {}, name),
        bar: el("span", { class: "bar", "aria-hidden": "true" }),
        percent: el("span", {}),
      }));
      bars.replaceChildren(...made.flatMap(({ name, bar, percent }) => [name, bar, percent]));
      rows = made;
    },

    /** @param {Float32Array} x @param {Float32Array} q @param {{labels: number}} budget @param {number} number */
    show(x, q, { labels }, number) {
      paint(x, colourTable("grey"));
      const words = text("learn.budgetLabels", { labels: labels.toLocaleString("en") });
      slider.value = String(number);
      slider.setAttribute("aria-valuetext", words);
      setText(said, words);
      rows.forEach(({ bar, percent }, k) => {
        bar.style.setProperty("--share", q[k].toFixed(3));
        setText(percent, `${Math.round(100 * q[k])} %`);
      });
    },

    say: (sentence) => setText(words, sentence),
  };
}

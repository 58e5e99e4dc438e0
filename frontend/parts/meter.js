/** The trust meter: support as a number, a bar and words; the nearest real code; the round trip. */

import { STAGE } from "../frame.js";
import { el, setText } from "./dom.js";
import { createPainter, parseColour, strokeTable } from "./picture.js";
import { LEVEL_WORDS, withArticle } from "./support.js";

const SPEAK_AFTER_MS = 450;

const CSS = `
.meter { contain: layout style; display: grid; gap: 0.45rem; align-content: start; min-width: 0; }
.meter .where { font-size: 1.0625rem; font-weight: 600; margin: 0; line-height: 1.25; min-height: 2.5em; }
.meter .percent { margin-bottom: 0.35rem; display: flex; align-items: baseline; gap: 0.35rem; }
.meter .percent b { font-size: 1.5rem; line-height: 1; min-width: 2.4ch; }
.meter .bar { position: relative; height: 8px; border-radius: 4px; background: linear-gradient(to right,
  var(--none) 0 5%, var(--sparse) 5% 20%, var(--well) 20%); opacity: 0.85; }
.meter .bar i { position: absolute; inset: -4px 0; }
.meter .bar i::before { content: ""; position: absolute; left: -2px; width: 4px; height: 16px; border-radius: 2px;
  background: var(--st-text-color); box-shadow: 0 0 0 2px var(--st-background-color); }
.meter .nearest { display: grid; grid-template-columns: 44px 1fr; gap: 0.6rem; align-items: center; }
.meter .nearest canvas { width: 44px; height: 44px; border: 1px solid var(--line); border-radius: 4px; }
.meter p { margin: 0; }
.meter .trip { margin-left: auto; }
`;

export function createMeter({ store, frame, signal }) {
  const { state } = store;
  const where = el("p", { class: "where" });
  const percent = el("b", { class: "number" });
  const needle = el("i");
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": "nearest real code, decoded" });
  const nearest = el("p", { class: "number" });
  const trip = el("span", { class: "soft number trip",
    title: "|z − E(D(z))|: the decoded picture goes back through the encoder: how far its code lands from this z. Small: the model recognises its own picture." });
  const spoken = el("p", { class: "hidden-text", role: "status", "aria-live": "polite", "data-testid": "narration" });
  const element = el("div", { class: "meter" }, el("style", {}, CSS), where,
    el("div", { title: "Of the real codes, how many lie farther from their neighbours than this z does. On held-out images every value is equally likely." },
      el("div", { class: "percent" }, percent, el("span", { class: "soft" }, "% support"), trip), el("div", { class: "bar", "aria-hidden": "true" }, needle)),
    el("div", { class: "nearest" }, canvas, nearest), spoken);
  let theme = null;
  let paint = null;
  let painted = null;
  let timer = 0;

  function paintNearest(index) {
    const key = `${state.model} ${index} ${theme.kind}`;
    if (painted === key) return;
    painted = key;
    paint ??= createPainter(canvas, state.engine.imageShape);
    paint(state.engine.decode(state.view.code(index)), strokeTable(parseColour(theme.text)));
  }

  function draw() {
    const { support, view } = state;
    if (!support || !theme) return;
    const { index, label, distance } = support.nearest;
    const words = support.level ? `, ${LEVEL_WORDS[support.level]}` : "";
    setText(where, sentence(support.where + words));
    setText(percent, support.percent === null ? "–" : support.percent.toFixed(0));
    needle.style.transform = `translateX(${support.percent ?? 0}%)`;
    setText(nearest, `nearest: ${view.images} ${index}, ${withArticle(view.classNames[label])}${distance ? `, ${distance.toFixed(2)} away` : ", exactly here"}`);
    setText(trip, support.roundTrip === null ? "" : `round trip ${support.roundTrip.toFixed(2)}`);
    paintNearest(index);
    clearTimeout(timer);
    timer = setTimeout(speak, SPEAK_AFTER_MS);
  }

  function speak() {
    setText(spoken, `${where.textContent}; ${nearest.textContent}`);
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["support"], due, signal);
  store.watch(["model"], () => { paint = null; painted = null; }, signal);
  signal.addEventListener("abort", () => clearTimeout(timer));
  return {
    element,
    retheme(next) {
      theme = next;
      for (const [level, colour] of Object.entries(theme.levels)) element.style.setProperty(`--${level}`, colour);
      due();
    },
  };
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** What stands beside the picture: what it looks like, its support as a number, a bar and words, and its neighbours. */

import { allowedBy } from "../core/lanes.js";
import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { explained, wordOf } from "../kit/explain.js";
import { createPainter, parseColour, strokeTable } from "../kit/picture.js";
import { SURE } from "../meter/judge.js";
import { asSentence, SPARSE, supportInWords, WELL } from "../meter/support_words.js";
import { grouped, text } from "../words/words.js";
import { imageInWords } from "../meter/image_words.js";

const SPEAK_AFTER_MS = 450;

const CSS = `
.meter { contain: layout style; display: grid; gap: 0.4rem; align-content: start; min-width: 0; }
.meter p { margin: 0; }
.meter .looks { font-size: 1.25rem; font-weight: 600; line-height: 1.25; min-height: 1.25em; }
.meter .looks[hidden] { display: none; }
.meter .percent { margin-bottom: 0.35rem; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.35rem; }
.meter .percent b { font-size: 1.5rem; line-height: 1; min-width: 2.4ch; }
.meter .parts { flex-basis: 100%; }
.meter .parts[hidden] { display: none; }
.meter .words { min-height: 2.7em; margin-top: 0.5rem; }
.meter .bar { position: relative; height: 8px; border-radius: 4px; opacity: 0.85; background: linear-gradient(to right,
  var(--none) 0 ${SPARSE}%, var(--sparse) ${SPARSE}% ${WELL}%, var(--well) ${WELL}%); }
@media (forced-colors: active) { .meter .bar { forced-color-adjust: none; } }
.meter .bar i { position: absolute; inset: -4px 0; }
.meter .bar i::before { content: ""; position: absolute; left: -2px; width: 4px; height: 16px; border-radius: 2px;
  background: var(--st-text-color); box-shadow: 0 0 0 2px var(--st-background-color); }
.meter .nearest { display: grid; grid-template-columns: 44px 1fr; gap: 0.6rem; align-items: center; }
@container (max-width: 440px) {
  .meter { min-height: 17.7rem; } /* every text at its longest: what lies below stays where it is */
  .meter .nearest { grid-template-columns: 1fr; }
  .meter .nearest canvas { display: none; }
}
.meter .nearest:has(canvas[hidden]) { grid-template-columns: 1fr; }
.meter .nearest canvas[hidden] { display: none; }
.meter .nearest canvas { width: 44px; height: 44px; border: 1px solid var(--line); border-radius: 4px; }
`;

export function createMeterView({ store, frame, signal }) {
  const { state } = store;
  const caption = createCaption(state);
  const gauge = createGauge(state);
  const nearest = createNearest(state);
  const speech = createSpeech(state, signal);
  const element = el(
    "div",
    { class: "meter" },
    el("style", {}, CSS),
    caption.element,
    gauge.element,
    nearest.element,
    speech.element,
  );
  let theme = null;

  function draw() {
    const { support, view } = state;
    if (!support || !theme) return;
    caption.draw(support);
    gauge.draw(support, view);
    nearest.draw(support, view, theme);
    speech.soon();
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["support", "details"], due, signal);
  store.watch(["model"], nearest.forget, signal);
  return {
    element,
    retheme(next) {
      theme = next;
      for (const [level, colour] of Object.entries(theme.levels)) element.style.setProperty(`--${level}`, colour);
      due();
    },
  };
}

/** What the picture looks like, by the judge. */
function createCaption(state) {
  const words = el("span", { "data-testid": "caption" });
  const judged = () => ({ title: text("explore.judge"), says: judgeInWords(state.view.meter.spec.judge) });
  const element = el("p", { class: "looks" }, explained(judged, { "data-testid": "explain-judge" }, words));
  return {
    element,
    draw({ caption }) {
      element.hidden = !caption;
      setText(words, asSentence(caption));
    },
  };
}

/** The support as a number, its two parts, a bar and words. */
function createGauge(state) {
  const percent = el("b", { class: "number" });
  const parts = el("span", { class: "soft number parts" });
  const needle = el("i");
  const bar = el("div", { class: "bar", "aria-hidden": "true" }, needle);
  const words = el("p", { class: "words", "data-testid": "support-words" });
  const meant = () => ({ ...wordOf("support"), says: [text("help.says_support"), text("explore.supportHow")] });
  const unit = explained(meant, { "data-testid": "explain-support" }, text("explore.support"));

  return {
    element: el("div", {}, el("div", { class: "percent" }, percent, unit, parts), bar, words),
    draw(support, view) {
      const isMeasured = support.percent !== null;
      setText(percent, isMeasured ? support.percent.toFixed(0) : "–");
      parts.hidden = !state.details;
      setText(parts, isMeasured ? partsInWords(support) : "");
      bar.hidden = !isMeasured;
      needle.style.transform = `translateX(${support.percent ?? 0}%)`;
      setText(words, levelInWords(support, view));
    },
  };
}

/** The nearest code, decoded, and what its neighbours are. */
function createNearest(state) {
  const label = text("explore.nearestPicture");
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": label });
  const words = el("p", { class: "number" });
  const around = el("p", { class: "soft" });
  let paint = null;
  let painted = null; // which picture is there

  function draw(support, view, theme) {
    setText(words, nearestInWords(support, view));
    setText(around, asSentence(support.around));
    const { index } = support.nearest;
    const key = `${state.model} ${index} ${theme.kind}`;
    if (painted === key) return;
    painted = key;
    canvas.hidden = !allowedBy(state.engine).small;
    if (canvas.hidden) return;
    paint ??= createPainter(canvas, state.engine.imageShape);
    paint(state.engine.decode(view.code(index)), strokeTable(parseColour(theme.text)));
  }

  return {
    element: el("div", { class: "nearest" }, canvas, el("div", {}, words, around)),
    draw,
    /** Another model's pictures may have another shape. */
    forget() {
      paint = null;
      painted = null;
    },
  };
}

/** All of it for who does not see it, once the hand rests. */
function createSpeech(state, signal) {
  const element = el("p", {
    class: "hidden-text",
    role: "status",
    "aria-live": "polite",
    "data-testid": "narration",
  });
  let timer = 0;

  function speak() {
    const { support, view } = state;
    if (!support) return;
    const said = [support.caption, spokenSupport(support, view), nearestInWords(support, view), support.around];
    const sentences = said.filter(Boolean).map((words) => text("explore.spoken", { words: asSentence(words) }));
    setText(element, sentences.join(" "));
  }

  signal.addEventListener("abort", () => clearTimeout(timer));
  return {
    element,
    soon() {
      clearTimeout(timer);
      timer = setTimeout(speak, SPEAK_AFTER_MS);
    },
  };
}

const partsInWords = ({ code, picture }) =>
  text("explore.parts", { code: code.toFixed(0), picture: picture.toFixed(0) });

function levelInWords(support, { spec }) {
  if (support.percent === null) return text("explore.noMeter", { name: spec.name });
  return asSentence(supportInWords(support));
}

function spokenSupport(support, view) {
  if (support.percent === null) return levelInWords(support, view);
  return text("explore.spokenSupport", { percent: support.percent.toFixed(0), words: supportInWords(support) });
}

function judgeInWords({ accuracy, images }) {
  const holes = { share: (100 * accuracy).toFixed(1), count: grouped(images), sure: 100 * SURE };
  return text("explore.judgeTitle", holes);
}

function nearestInWords({ nearest: { index, distance } }, view) {
  const image = imageInWords(view, index);
  if (!distance) return text("explore.nearestHere", { image });
  return text("explore.nearest", { image, distance: distance.toFixed(2) });
}

/** What stands beside the picture: what it looks like, its support as a number, a bar and words, and its neighbours. */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { createPainter, parseColour, strokeTable } from "../kit/picture.js";
import { withArticle } from "../words/words.js";
import { asSentence, SPARSE, supportInWords, WELL } from "../meter/support_words.js";

const SPEAK_AFTER_MS = 450;
const WHAT =
  "How well the data supports this place: of the codes of real images that were held out, how many per cent are" +
  " supported less. Code: does z lie where the codes of real images lie? Picture: does what is decoded look like what" +
  " real codes decode to? The worse of the two counts, the code's three times as high. Calibrated on draws from the posteriors" +
  " of real images, for which every value is equally likely; the Model page shows what it tells apart.";

const CSS = `
.meter { contain: layout style; display: grid; gap: 0.4rem; align-content: start; min-width: 0; }
.meter p { margin: 0; }
.meter .looks { font-size: 1.0625rem; font-weight: 600; line-height: 1.25; min-height: 1.25em; }
.meter .looks[hidden] { display: none; }
.meter .percent { margin-bottom: 0.35rem; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.35rem; }
.meter .percent b { font-size: 1.5rem; line-height: 1; min-width: 2.4ch; }
.meter .parts { margin-left: auto; white-space: nowrap; }
.meter .words { min-height: 2.7em; margin-top: 0.4rem; }
.meter .bar { position: relative; height: 8px; border-radius: 4px; background: linear-gradient(to right,
  var(--none) 0 ${SPARSE}%, var(--sparse) ${SPARSE}% ${WELL}%, var(--well) ${WELL}%); opacity: 0.85; }
.meter .bar i { position: absolute; inset: -4px 0; }
.meter .bar i::before { content: ""; position: absolute; left: -2px; width: 4px; height: 16px; border-radius: 2px;
  background: var(--st-text-color); box-shadow: 0 0 0 2px var(--st-background-color); }
.meter .nearest { display: grid; grid-template-columns: 44px 1fr; gap: 0.6rem; align-items: center; }
.meter .nearest canvas { width: 44px; height: 44px; border: 1px solid var(--line); border-radius: 4px; }
`;

export function createMeterView({ store, frame, signal }) {
  const { state } = store;
  const looks = el("p", { class: "looks", "data-testid": "caption" });
  const percent = el("b", { class: "number" });
  const parts = el("span", { class: "soft number parts" });
  const needle = el("i");
  const bar = el("div", { class: "bar", "aria-hidden": "true" }, needle);
  const words = el("p", { class: "words", "data-testid": "support-words" });
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": "nearest real code, decoded" });
  const nearest = el("p", { class: "number" });
  const around = el("p", { class: "soft" });
  const spoken = el("p", { class: "hidden-text", role: "status", "aria-live": "polite", "data-testid": "narration" });
  const element = el(
    "div",
    { class: "meter" },
    el("style", {}, CSS),
    looks,
    el(
      "div",
      { title: WHAT },
      el("div", { class: "percent" }, percent, el("span", { class: "soft" }, "% support"), parts),
      bar,
      words,
    ),
    el("div", { class: "nearest" }, canvas, el("div", {}, nearest, around)),
    spoken,
  );
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
    const isMeasured = support.percent !== null;
    looks.hidden = !support.caption;
    setText(looks, asSentence(support.caption));
    looks.title = support.caption && judgeInWords(view.meter.spec.judge);
    setText(percent, isMeasured ? support.percent.toFixed(0) : "–");
    setText(parts, isMeasured ? `code ${support.code.toFixed(0)} · picture ${support.picture.toFixed(0)}` : "");
    bar.hidden = !isMeasured;
    needle.style.transform = `translateX(${support.percent ?? 0}%)`;
    setText(words, isMeasured ? asSentence(supportInWords(support)) : missing(view.spec.name));
    setText(nearest, nearestInWords(support, view));
    setText(around, asSentence(support.around));
    paintNearest(support.nearest.index);
    clearTimeout(timer);
    timer = setTimeout(speak, SPEAK_AFTER_MS);
  }

  function speak() {
    const { support } = state;
    if (!support) return; // the picture has gone meanwhile
    const measured =
      support.percent === null
        ? words.textContent
        : `support ${support.percent.toFixed(0)} per cent, ${supportInWords(support)}`;
    setText(
      spoken,
      asSentence([support.caption, measured, nearest.textContent, support.around].filter(Boolean).join("; ")),
    );
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["support"], due, signal);
  store.watch(
    ["model"],
    () => {
      paint = null;
      painted = null;
    },
    signal,
  );
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

const missing = (name) => `No trust meter in this folder: python -m vae_core atlas ${name} makes it.`;

function judgeInWords({ accuracy, images }) {
  const share = (100 * accuracy).toFixed(1);
  return (
    `Said by the judge, a small classifier that comes with the model: right on ${share} % of ${images.toLocaleString("en")}` +
    " test images. It names a class where it gives it 80 % or more."
  );
}

function nearestInWords({ nearest: { index, label, distance }, hasClasses }, view) {
  const name = hasClasses ? `, ${withArticle(view.classNames[label])}` : "";
  return `nearest: ${view.images} ${index}${name}${distance ? `, ${distance.toFixed(2)} away` : ", exactly here"}`;
}

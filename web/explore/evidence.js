/**
 * The nearest codes of the pinned place with their pictures, and how exactly this browser decodes.
 *
 * Neighbours and pictures are the browser's own; of Python it asks only originals and, once per model, PyTorch's pixels.
 * This part also tells Python each code that was pinned, once the hand rests.
 */

import { STAGE } from "../core/frame.js";
import { createPinReport } from "../core/pin_report.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { createInquiry } from "./inquiry.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { createOutbox } from "../core/outbox.js";
import { hasClasses, imageName } from "../meter/class_words.js";
import { withArticle } from "../words/words.js";
import { STYLE } from "../kit/theme.js";

const SHOWN = 6;
const MEASURED =
  "The largest difference of one pixel between this browser's decoder and PyTorch, over a few codes, measured once for this model";

const CSS = `
.evidence .cards { display: flex; gap: 0.6rem; overflow-x: auto; padding: 3px; }
.evidence .card { display: grid; gap: 2px; justify-items: center; border: 1px solid transparent; padding: 3px; text-align: center; min-height: 0; }
.evidence .card .pair { display: flex; gap: 2px; }
.evidence .card canvas { width: 56px; aspect-ratio: 1; border-radius: 4px; background: #000; }
.evidence .card small { font-size: 0.6875rem; line-height: 1.25; }
.evidence h2 { font-size: 0.8125rem; font-weight: 600; margin: 0 0 0.15rem; display: inline; }
.evidence .head { display: flex; flex-wrap: wrap; gap: 0.2rem 0.8rem; align-items: baseline; min-height: 1.4em; }
.evidence .cards { min-height: 108px; }
`;

export function createEvidence({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const parity = el("span", { class: "soft number", "data-testid": "parity", title: MEASURED });
  const hint = el("span", { class: "soft" });
  const cards = el("div", { class: "cards", "data-testid": "neighbours" });
  const heading = el("h2", {}, "Nearest images");
  const host = el(
    "section",
    { class: "ll evidence", "aria-label": "Nearest images", "data-told": "true" },
    el("style", {}, STYLE + CSS),
    el("div", { class: "head" }, heading, parity, hint),
    cards,
  );
  root.append(host);
  const outbox = createOutbox(emit, signal, (isWaiting) => setAttribute(host, "data-told", String(!isWaiting)));
  const pinReport = createPinReport({ store, signal, outbox });
  const inquiry = createInquiry({ store, outbox });
  let plan = null; // cards in the making; the old ones stay until all of the new are there

  function start() {
    const { indices, distances } = lens.search.nearest(state.pinned, Math.min(SHOWN, state.view.count));
    plan = { indices: Array.from(indices), distances: Array.from(distances), cards: [] };
  }

  /** One card after the other, while the frame has time. @returns {boolean} whether there is more to do */
  function build(hasTime) {
    if (!state.engine || !state.pinned || !lens.search) return false;
    if (!plan) start();
    while (plan.cards.length < plan.indices.length) {
      const n = plan.cards.length;
      plan.cards.push(card(plan.indices[n], plan.distances[n]));
      if (!hasTime()) return true;
    }
    show(plan);
    plan = null;
    return false;
  }

  function show({ cards: made, indices }) {
    const { view } = state;
    setText(heading, `Nearest ${view.images}s`);
    cards.replaceChildren(...made);
    sayHint(inquiry.hint());
    const worst = inquiry.parity();
    setText(parity, worst === null ? "" : `Browser matches PyTorch to ${worst.toExponential(1)} per pixel`);
    inquiry.want(indices);
  }

  /** A command between backticks is shown as code, as Streamlit shows it. */
  function sayHint(text) {
    if (text === hint.dataset.text) return;
    hint.dataset.text = text;
    hint.replaceChildren(...text.split("`").map((part, i) => (i % 2 ? el("code", {}, part) : part)));
  }

  function card(index, distance) {
    const { view } = state;
    const decoded = picture(state.engine.decode(view.code(index)), "decoded");
    const pixels = inquiry.original(index);
    const name = hasClasses(view.classNames) ? `, ${withArticle(view.classNames[view.labels[index]])}` : "";
    return el(
      "button",
      {
        class: "card",
        title: `Go to ${view.images} ${index}${name}${pixels ? ". Left: the original; right: decoded from its code" : ""}`,
        onclick: () => lens.pin(view.code(index), { source: "neighbour", index }),
      },
      el("span", { class: "pair" }, pixels && picture(pixels, "original"), decoded),
      el(
        "small",
        { class: "number" },
        imageName(view, index),
        el("br"),
        el("span", { class: "soft" }, distance === 0 ? "here" : distance.toFixed(3)),
      ),
    );
  }

  function picture(pixels, name) {
    const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": name });
    createPainter(canvas, state.engine.imageShape)(pixels, colourTable(state.scale));
    return canvas;
  }

  const buildDue = frame.job(STAGE.background, build, signal);

  function renew() {
    host.hidden = !state.engine;
    plan = null;
    buildDue();
  }

  store.watch(["pinned", "engine", "scale"], renew, signal);
  lens.requests.serve("keepMapView", (view) => outbox.soon("seen", () => view), signal);
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    pinReport.follow(props);
    if (inquiry.take(props.answer) || !cards.childElementCount) renew();
  };
}

/**
 * What stands beside the plane of Start: the sentence, the decoded picture with its caption, two sliders, four doors.
 */

import { STAGE } from "../core/frame.js";
import { dimensionAxes } from "../kit/axes.js";
import { el, setText } from "../kit/dom.js";
import { colourTable, createFittingPainter, parseColour, strokeTable } from "../kit/picture.js";
import { readTheme } from "../kit/theme.js";
import { captionAndSupport } from "../meter/support_words.js";
import { createSlider } from "../sliders/slider.js";
import { createStrips } from "../sliders/strips.js";
import { grouped, text } from "../words/words.js";

const MOST_SLIDERS = 2;

/**
 * @param {{store: any, frame: any, lens: any, signal: AbortSignal, open: (page: string) => void, draw: () => void}} on
 */
export function createPanel({ store, frame, lens, signal, open, draw: openPad }) {
  const { state } = store;
  const sentence = el("h1");
  const canvas = el("canvas", {
    class: "crisp",
    "data-testid": "stage",
    role: "img",
    "aria-label": text("start.picture"),
  });
  const caption = el("p", { class: "caption", role: "status", "data-testid": "caption" });
  const rows = el("div", { class: "sliders" });
  const doors = el("nav", { class: "doors", "aria-label": text("start.doors") });
  const pen = el("button", { class: "pen", onclick: openPad, "data-testid": "door-draw" }, text("start.draw"));
  const element = el("div", { class: "panel" }, sentence, el("figure", {}, canvas, pen, caption), rows, doors);
  const strips = createStrips({ store, frame, signal });
  let sliders = [];
  const paint = createFittingPainter(canvas);

  /** How far the tour's models are; no stops at all: it is not waited for. */
  function waiting(ready, count) {
    const [tour] = doors.children;
    tour.setAttribute("aria-busy", String(count > 0));
    const loading = ready ? text("start.tour_waits", { ready, count }) : text("start.tour_begins");
    setText(tour.lastChild, count ? loading : text("start.show_me_time"));
  }

  function door(page, key, note = null) {
    const label = el("span", {}, text(key));
    const more = note && el("small", {}, text(note));
    return el(
      "button",
      { "data-testid": `door-${page}`, class: note && "primary", onclick: () => open(page) },
      label,
      more,
    );
  }
  doors.append(
    door("tour", "start.show_me", "start.show_me_time"),
    door("explore", "start.explore"),
    door("train", "start.train"),
    door("adopt", "start.adopt"),
  );

  function build() {
    const { view } = state;
    if (!view) return;
    sentence.replaceChildren(sentenceOf(view), " ", el("b", {}, text("start.drag")));
    const axes = [...dimensionAxes(view).axes].sort((a, b) => a.dim - b.dim).slice(0, MOST_SLIDERS);
    sliders = axes.map((axis) => {
      const heading = () => [el("b", {}, axis.name)];
      return createSlider(axis, { store, frame, lens, heading, tail: el("span") });
    });
    rows.replaceChildren(...sliders.map(({ element: row }) => row));
    layOut();
  }

  function layOut() {
    if (!state.engine || !sliders.length || !rows.clientWidth) return;
    strips.show(sliders, strokeTable(parseColour(readTheme(element).text)));
    drawDue();
  }

  function draw() {
    const { pixels, engine, support } = state;
    canvas.hidden = !pixels;
    pen.disabled = !engine?.spec.encoder;
    pen.title = engine && pen.disabled ? text("draw.noEncoder") : "";
    if (!pixels) return;
    paint(pixels, engine.imageShape, colourTable(state.scale));
    setText(caption, support ? captionAndSupport(support) : "");
    element.dataset.level = support?.level ?? "";
    for (const slider of sliders) slider.show(state.z, state);
  }

  const drawDue = frame.job(STAGE.paint, draw, signal);
  store.watch(["view"], build, signal);
  store.watch(["pixels", "support", "scale", "z"], drawDue, signal);
  const resize = new ResizeObserver(layOut);
  resize.observe(rows);
  signal.addEventListener("abort", () => resize.disconnect());
  build();
  return {
    element,
    waiting,
    update: layOut,
    /** Pixels of a plane's width that the panel covers; none where it stands above. */
    widthOver(plane) {
      const [mine, its] = [element.getBoundingClientRect(), plane.getBoundingClientRect()];
      return mine.bottom <= its.top + 1 ? 0 : its.right - mine.left;
    },
  };
}

function sentenceOf({ latentDim, count, classNames }) {
  if (latentDim !== 2) return text("start.plain_sentence", { dims: latentDim });
  const isDigits = classNames.length === 10 && classNames.every((name) => /^\d$/.test(name));
  const kind = text(isDigits ? "start.handwritten_digits" : "start.pictures");
  return text("start.sentence", { count: numberInWords(count), kind });
}

const numberInWords = (count) => (count === 10_000 ? text("start.ten_thousand") : grouped(count));

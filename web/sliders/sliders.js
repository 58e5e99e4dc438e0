/** One painted slider per latent dimension, most informative first, and one per direction of the visitor's own. */

import { STAGE } from "../core/frame.js";
import { dimensionAxes } from "../kit/axes.js";
import { el, setText } from "../kit/dom.js";
import { parseColour, strokeTable } from "../kit/picture.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createDirectionPanel } from "./direction_panel.js";
import { createSlider, SLIDER_CSS } from "./slider.js";
import { createStrips } from "./strips.js";

const CSS = `
.sliders { container-type: inline-size; }
.sliders[hidden] { display: none; }
.sliders .rows { display: grid; gap: 3px 16px; grid-template-columns: minmax(0, 1fr); padding: 0 6px; }
.sliders .rows.many { max-height: 430px; overflow-y: auto; }
.sliders .inactive { margin: 0.35rem 6px 0; }
@container (min-width: 320px) { .sliders .rows.two { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
`;
const WIDE_ROWS = 5; // up to here one column of tall strips, above two columns
const TALL_ROWS = 2;
const SCROLL_ROWS = 20;

export function createSliders({ root, store, frame, lens, signal }) {
  const { state } = store;
  const rows = el("div", { class: "rows" });
  const own = el("div", { class: "rows", style: "--height: 34px" });
  const inactive = el("p", { class: "soft inactive", title: text("sliders.inactiveTitle") });
  const onAdd = () => own.lastElementChild?.scrollIntoView({ block: "nearest" });
  const panel = createDirectionPanel({ store, frame, lens, signal, onAdd });
  const style = el("style", {}, STYLE + SLIDER_CSS + CSS);
  const props = { class: "ll sliders", "aria-label": text("sliders.sliders") };
  const host = el("section", props, style, rows, inactive, panel.element, own);
  root.append(host);
  const strips = createStrips({ store, frame, signal });
  let theme = readTheme(host);
  let dimensions = [];
  let directions = [];

  function build() {
    host.hidden = !state.view; // sliders without a model move nothing
    if (!state.view) return;
    const { axes, inactive: left } = dimensionAxes(state.view);
    dimensions = axes.map((axis) => createSlider(axis, { store, frame, lens }));
    rows.replaceChildren(...dimensions.map((slider) => slider.element));
    shape(rows, axes.length);
    const names = left.map(({ dim }) => `z${dim + 1}`).join(", ");
    setText(inactive, names && text("sliders.inactive", { n: left.length, names }));
    inactive.hidden = !names;
    buildOwn();
  }

  function buildOwn() {
    directions = panel.sliders();
    own.replaceChildren(...directions.map((slider) => slider.element));
    layOut();
  }

  const sliders = () => [...dimensions, ...directions];

  function layOut() {
    if (!state.engine || !sliders().length || !host.clientWidth) return;
    strips.show(sliders(), strokeTable(parseColour(theme.text)));
    paintDue();
  }

  function paint() {
    if (!state.z) return;
    for (const slider of sliders()) slider.show(state.z, state.locks);
  }

  const paintDue = frame.job(STAGE.paint, paint, signal);
  store.watch(["view"], build, signal);
  store.watch(["directions"], buildOwn, signal);
  store.watch(["z", "locks", "names"], paintDue, signal);
  const resize = new ResizeObserver(layOut);
  resize.observe(rows);
  signal.addEventListener("abort", () => {
    resize.disconnect();
    host.remove();
  });
  build();
  return () => {
    const before = theme.text;
    theme = readTheme(host);
    if (theme.text !== before) layOut();
  };
}

/** Few sliders have one column of tall strips, more have two columns, many are scrolled through. */
function shape(rows, count) {
  rows.classList.toggle("two", count > WIDE_ROWS);
  rows.classList.toggle("many", count > SCROLL_ROWS);
  rows.style.setProperty("--height", heightOf(count));
}

function heightOf(count) {
  if (count > WIDE_ROWS) return "26px";
  return count > TALL_ROWS ? "48px" : "64px";
}

/** One painted slider per latent dimension, most informative first, and one per direction of the visitor's own. */

import { STAGE } from "../core/frame.js";
import { dimensionAxes } from "../kit/axes.js";
import { createDirectionPanel } from "./direction_panel.js";
import { el, setText } from "../kit/dom.js";
import { parseColour, strokeTable } from "../kit/picture.js";
import { createSlider, SLIDER_CSS } from "./slider.js";
import { createStrips } from "./strips.js";
import { readTheme, STYLE } from "../kit/theme.js";

const CSS = `
.sliders { container-type: inline-size; }
.sliders[hidden] { display: none; }
.sliders .rows { display: grid; gap: 3px 16px; grid-template-columns: minmax(0, 1fr); padding: 0 6px; }
.sliders .rows.many { max-height: 430px; overflow-y: auto; }
.sliders .inactive { margin: 0.35rem 6px 0; }
@container (min-width: 320px) { .sliders .rows.two { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
`;
const WIDE_ROWS = 5; // up to here one column of tall strips, above two columns
const SCROLL_ROWS = 20;

export function createSliders({ root, store, frame, lens, signal }) {
  const { state } = store;
  const rows = el("div", { class: "rows" });
  const own = el("div", { class: "rows" });
  const inactive = el("p", {
    class: "soft inactive",
    title:
      "Their posterior mean hardly varies over the images of the map (variance below 0.01): moving them changes nothing.",
  });
  const onAdd = () => own.lastElementChild?.scrollIntoView({ block: "nearest" });
  const panel = createDirectionPanel({ store, frame, lens, signal, onAdd });
  const host = el(
    "section",
    { class: "ll sliders", "aria-label": "Latent dimensions" },
    el("style", {}, STYLE + SLIDER_CSS + CSS),
    rows,
    inactive,
    panel.element,
    own,
  );
  root.append(host);
  const strips = createStrips({ store, frame, signal });
  let theme = readTheme(host);
  let sliders = [];
  let axes = [];

  function build() {
    host.hidden = !state.view; // sliders without a model move nothing
    if (!state.view) return;
    const dimensions = dimensionAxes(state.view);
    axes = dimensions.axes.map((axis) => createSlider(axis, { store, frame, lens }));
    rows.replaceChildren(...axes.map((slider) => slider.element));
    rows.className = `rows${axes.length > WIDE_ROWS ? " two" : ""}${axes.length > SCROLL_ROWS ? " many" : ""}`;
    rows.style.setProperty("--height", axes.length > WIDE_ROWS ? "26px" : axes.length > 2 ? "48px" : "64px");
    const names = dimensions.inactive.map(({ dim }) => `z${dim + 1}`).join(", ");
    setText(inactive, names && `${dimensions.inactive.length} inactive: ${names}`);
    inactive.hidden = !names;
    buildOwn();
  }

  function buildOwn() {
    const directions = panel.sliders();
    own.replaceChildren(...directions.map((slider) => slider.element));
    own.style.setProperty("--height", "34px");
    sliders = [...axes, ...directions];
    layOut();
  }

  function layOut() {
    if (!state.engine || !sliders.length || !host.clientWidth) return;
    strips.show(sliders, strokeTable(parseColour(theme.text)));
    paintDue();
  }

  function paint() {
    if (!state.z) return;
    for (const slider of sliders) slider.show(state.z, state.locks);
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
    const next = readTheme(host);
    const isOther = next.text !== theme.text;
    theme = next;
    if (isOther) layOut();
  };
}

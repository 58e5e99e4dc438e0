/**
 * Painted sliders: those of the visitor's own first, then the most telling latent dimensions, and the others on demand.
 *
 * All are one stop of the Tab key: up and down lead from one to the next, left and right move it.
 */

import { CODES_CSS, createCodes } from "../codes/panel.js";
import { STAGE } from "../core/frame.js";
import { createFactors, FACTORS_CSS } from "../factors/panel.js";
import { vectorSize } from "../engine/parts.js";
import { el, setText } from "../kit/dom.js";
import { colourTable, parseColour, strokeTable } from "../kit/picture.js";
import { roving } from "../kit/roving.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { CLASS_CSS, createClassRow } from "./class_row.js";
import { createDirectionPanel } from "./direction_panel.js";
import { createFader, FADER_CSS } from "./fader.js";
import { createFoot, FOOT_CSS } from "./foot.js";
import { createLevels, LEVELS_CSS } from "./levels.js";
import { createRows, OWN_HEIGHT, ROWS_CSS } from "./rows.js";
import { createSlider, SLIDER_CSS } from "./slider.js";
import { createStrips } from "./strips.js";
import { orderedAxes } from "./telling.js";

const CSS = `
.sliders { container-type: inline-size; }
.sliders[hidden] { display: none; }
.sliders .own:not(:empty) { margin-bottom: 0.5rem; }
.sliders .inactive { margin: 0.35rem 0 0; }
.sliders .inactive[hidden] { display: none; }
`;

export function createSliders({ root, store, frame, lens, signal }) {
  const { state } = store;
  const own = el("div", { class: "rows own", style: `--height: ${OWN_HEIGHT}` });
  const rows = createRows(state);
  const group = el("div", { role: "group", "aria-label": text("sliders.group") }, own, rows.element);
  const inactive = el("p", { class: "soft inactive", title: text("sliders.inactiveTitle") });
  const panel = createDirectionPanel({ store, frame, lens, signal, added });
  const foot = createFoot({ store, signal, beside: panel.element });
  const classes = createClassRow({ store, frame, lens, signal, changed: () => layOut() });
  const fader = createFader({ store, frame, lens, signal });
  const levels = createLevels({ store, frame, lens, signal });
  const factors = createFactors({ store, frame, lens, signal });
  const codes = createCodes({ store, frame, lens, signal });
  const css =
    STYLE + SLIDER_CSS + FOOT_CSS + CLASS_CSS + LEVELS_CSS + CODES_CSS + FADER_CSS + FACTORS_CSS + ROWS_CSS + CSS;
  const above = [codes.element, classes.element, fader.element, levels.element, panel.alert];
  const props = { class: "ll sliders", "aria-label": text("sliders.sliders") };
  const host = el("section", props, el("style", {}, css), ...above, group, inactive, foot.element, factors.element);
  root.append(host);
  const strips = createStrips({ store, frame, signal });
  const renewFocus = roving(group, { of: "input[type=range]", isColumn: true });
  let theme = readTheme(host);
  let directions = [];

  function build() {
    host.hidden = !state.view; // sliders without a model move nothing
    if (!state.view) return;
    const { axes, inactive: left } = orderedAxes(state.view);
    const dimensions = axes.map((axis) => createSlider(axis, { store, frame, lens }));
    levels.build();
    rows.fill(dimensions, levels.among(dimensions));
    const names = left.map(({ dim }) => `z${dim + 1}`).join(", ");
    setText(inactive, names && text("sliders.inactive", { n: left.length, names }));
    classes.build();
    fader.build();
    codes.build();
    factors.build();
    foot.element.hidden = !vectorSize(state.view.parts); // along a grid there is nothing to slide
    buildOwn();
  }

  function buildOwn() {
    directions = panel.sliders();
    own.replaceChildren(...directions.map((slider) => slider.element));
    choose();
  }

  /** Shows the chosen ones, and paints no strip of another. */
  function choose() {
    const { left, all } = rows.choose();
    foot.draw(left, all);
    inactive.hidden = !inactive.textContent || !(state.allSliders || state.details);
    layOut();
    renewFocus();
  }

  const sliders = () => [...fader.sliders(), ...classes.blend(), ...directions, ...rows.shown()];

  function layOut() {
    if (!state.engine || !host.clientWidth) return;
    codes.layOut(colourTable(state.scale));
    if (!sliders().length) return;
    const table = strokeTable(parseColour(theme.text));
    strips.show(sliders(), table);
    classes.layOut(table);
    paintDue();
  }

  function paint() {
    if (!state.z) return;
    for (const slider of sliders()) slider.show(state.z, state);
  }

  /** A new slider is where the visitor looks and types next. */
  function added() {
    const last = own.lastElementChild;
    last.classList.add("fresh");
    last.scrollIntoView({ block: "nearest" });
    const range = /** @type {HTMLElement} */ (last.querySelector("input[type=range]"));
    range.focus({ preventScroll: true });
  }

  /** @param {string} place */
  function takeFocus(place) {
    if (place !== "sliders") return false;
    const chosen = /** @type {HTMLElement} */ (group.querySelector("input[type=range][tabindex='0']"));
    chosen?.focus();
  }

  const paintDue = frame.job(STAGE.paint, paint, signal);
  lens.requests.serve("focus", takeFocus, signal);
  store.watch(["view"], build, signal);
  store.watch(["directions"], buildOwn, signal);
  store.watch(["allSliders", "names", "locks", "details"], choose, signal);
  store.watch(["z", "support", "directionEdits"], paintDue, signal);
  const resize = new ResizeObserver(layOut);
  resize.observe(rows.element);
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

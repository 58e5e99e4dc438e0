/** The legend that filters: a button for each class, which hides or shows its codes. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { el } from "../kit/dom.js";
import { roving } from "../kit/roving.js";
import { classColour } from "../kit/theme.js";
import { mapStyleOf } from "../link/view_fields.js";
import { hasClasses } from "../meter/class_words.js";
import { text } from "../words/words.js";

/** The shapes of Plotly's symbols, in the same order: the cue beside colour. */
const GLYPHS = Object.values(SHARED.symbols);

export const LEGEND_CSS = `
.map-tools .legend button { border-color: transparent; padding: 0.1rem 0.3rem; }
.map-tools .legend button[aria-pressed="true"] { background: none; }
.map-tools .legend button[aria-pressed="false"] { opacity: 0.4; text-decoration: line-through; }
.map-tools .trained-key { margin: 0.2rem 0 0; }
.map-tools .trained-key[hidden] { display: none; }
.map-tools .trained-key i { font-style: normal; margin: 0 0.3rem 0 0; }
.map-tools .trained-key i:nth-of-type(2) { margin-left: 0.9rem; }
.map-tools .legend i { font-style: normal; margin-right: 0.25rem; }
`;

/** @param {{store: any, emit: (event: string, value: any) => void, theme: () => object | null}} context */
export function createLegend({ store, emit, theme }) {
  const { state } = store;
  const element = el("div", { class: "row legend", role: "toolbar", "aria-label": text("map.classes") });
  const renewFocus = roving(element, { of: "button" });

  function toggle(label, isAlone) {
    const hidden = isAlone ? hiddenBut(state, label) : toggled(state.hidden, label);
    store.set({ hidden });
    emit("hidden", [...hidden]);
  }

  const button = (name, label) =>
    el(
      "button",
      {
        "aria-pressed": String(!state.hidden.has(label)),
        title: text("map.classTitle"),
        onclick: (event) => toggle(label, event.shiftKey),
      },
      glyph(theme(), label, isColoured()),
      name,
    );

  const isColoured = () => mapStyleOf(state).colouring === "class";

  return {
    element,
    draw() {
      if (!state.view || !hasClasses(state.view.classNames)) return element.replaceChildren();
      if (theme()) element.replaceChildren(...state.view.classNames.map(button));
      renewFocus();
    },
  };
}

/** What outlines are, where a map has training images beside the held-out ones. */
export function createTrainedKey({ state }) {
  const mark = (sign) => el("i", { "aria-hidden": "true" }, sign);
  const element = el(
    "p",
    { class: "soft trained-key", "data-testid": "trained-key", hidden: true },
    ...[mark("●"), text("map.heldOut"), mark("○"), text("map.trainedOn")],
  );
  return {
    element,
    draw() {
      element.hidden = !state.view || state.view.measured === state.view.count;
    },
  };
}

/** The mark of a class: its shape, in its colour where colour means the class. */
export const glyph = (theme, label, isColoured = true) =>
  el(
    "i",
    { style: isColoured ? `color:${classColour(theme, label)}` : null, "aria-hidden": "true" },
    GLYPHS[label % GLYPHS.length],
  );

function toggled(hidden, label) {
  const next = new Set(hidden);
  if (!next.delete(label)) next.add(label);
  return next;
}

/** All classes but one; none where that one is alone already. */
function hiddenBut({ view, hidden }, label) {
  const others = view.classNames.map((_, i) => i).filter((i) => i !== label);
  return new Set(others.every((i) => hidden.has(i)) ? [] : others);
}

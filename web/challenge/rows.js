/** The sliders of a game; the one that a hint names is flagged. */

import { el } from "../kit/dom.js";
import { parseColour, strokeTable } from "../kit/picture.js";
import { roving } from "../kit/roving.js";
import { createSlider } from "../sliders/slider.js";
import { createStrips } from "../sliders/strips.js";
import { text } from "../words/words.js";

/** @param {{element: HTMLElement, store: any, frame: any, lens: any, signal: AbortSignal}} context */
export function createRows({ element, store, frame, lens, signal }) {
  const strips = createStrips({ store, frame, signal });
  const renewFocus = roving(element, { of: "input[type=range]", isColumn: true });
  let rows = [];

  function row(axis) {
    const flag = el("span", { class: "flag", hidden: true }, text("challenge.farthest"));
    const heading = () => [el("b", {}, axis.name), flag];
    return { flag, ...createSlider(axis, { store, frame, lens, heading, tail: el("span") }) };
  }

  return {
    /** @param {import("../kit/axes.js").Axis[]} axes */
    build(axes) {
      rows = axes.map(row);
      element.replaceChildren(...rows.map((one) => one.element));
      renewFocus();
    },

    /** Once they are on the screen, or have another size. @param {string} colour of the strips' strokes */
    layOut(colour) {
      if (element.clientWidth) strips.show(rows, strokeTable(parseColour(colour)));
    },

    draw() {
      for (const one of rows) one.show(store.state.z, store.state);
    },

    /** @param {import("../kit/axes.js").Axis | null} axis */
    flag(axis) {
      for (const one of rows) one.flag.hidden = one.axis !== axis;
    },

    focus: () => element.querySelector("input")?.focus({ preventScroll: true }),
  };
}

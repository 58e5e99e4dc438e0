/** The sliders of the latent dimensions in rows: which of them are shown, and how they lie. */

import { el } from "../kit/dom.js";
import { MOST_TELLING, shownOf } from "./telling.js";

export const ROWS_CSS = `
.sliders .rows { display: grid; gap: 4px 18px; grid-template-columns: minmax(0, 1fr); padding: 0 1px; }
.sliders .rows [hidden] { display: none; }
.sliders .rows.scrolled { max-height: 430px; overflow-y: auto; padding: 0 6px; }
@container (min-width: 320px) { .sliders .rows.two { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
`;
const WIDE_ROWS = 2; // up to here one column of tall strips, above two columns
const SCROLL_ROWS = 20;
const [TALL, LOW] = ["2.875rem", "2.125rem"]; // of a strip
export const OWN_HEIGHT = LOW;

/** @typedef {ReturnType<typeof import("./slider.js").createSlider>} Slider */

/** @param {import("../core/types.js").State} state */
export function createRows(state) {
  const element = el("div", { class: "rows" });
  /** @type {Slider[]} */
  let sliders = [];
  const shown = () => sliders.filter((slider) => !slider.element.hidden);

  /** Few sliders have one column of tall strips, more have two columns, many are scrolled through. */
  function shape(count) {
    element.classList.toggle("two", count > WIDE_ROWS);
    element.classList.toggle("scrolled", count > SCROLL_ROWS);
    element.style.setProperty("--height", count > MOST_TELLING ? LOW : TALL);
  }

  return {
    element,
    shown,

    /** @param {Slider[]} all in their order @param {Node[]} nodes the same, with what stands among them */
    fill(all, nodes) {
      sliders = all;
      element.replaceChildren(...nodes);
    },

    /** Shows the chosen ones. @returns {{left: number, all: number}} how many are not, and how many there are */
    choose() {
      const axes = sliders.map(({ axis }) => axis);
      const isShown = shownOf(axes, state);
      sliders.forEach((slider, at) => (slider.element.hidden = !isShown[at]));
      const count = shown().length;
      shape(count);
      return { left: sliders.length - count, all: sliders.length };
    },
  };
}

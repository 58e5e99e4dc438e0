/** Below the sliders: the others, why these come first, and the details for those who know the field. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { questionMark } from "../kit/explain.js";
import { text } from "../words/words.js";
import { MOST_TELLING } from "./telling.js";

export const FOOT_CSS = `
.sliders .foot { display: flex; flex-wrap: wrap; gap: 0.4rem 0.5rem; align-items: center; margin: 0.4rem 0 0; }
.sliders .foot [hidden] { display: none; }
.sliders .foot .spring { flex: 1 1 0; }
`;

/** @param {{store: any, signal: AbortSignal, beside: HTMLElement}} context beside: what stands in the middle */
export function createFoot({ store, signal, beside }) {
  const { state } = store;
  const more = el("button", {
    "data-testid": "more-sliders",
    onclick: () => store.set({ allSliders: !state.allSliders }),
  });
  const why = () => ({ title: text("sliders.whyThese"), says: text("sliders.whyTheseSays", { n: MOST_TELLING }) });
  const mark = questionMark(why, text("sliders.whyThese"), "explain-order");
  const details = el(
    "button",
    {
      "data-testid": "details",
      title: text("sliders.detailsTitle"),
      onclick: () => store.set({ details: !state.details }),
    },
    text("sliders.details"),
  );
  const drawDetails = () => setAttribute(details, "aria-pressed", String(state.details));
  store.watch(["details"], drawDetails, signal);
  drawDetails();

  return {
    element: el("div", { class: "foot" }, more, mark, beside, el("span", { class: "spring" }), details),
    /** @param {number} hidden sliders that are not shown @param {number} count all of them */
    draw(hidden, count) {
      const isOpen = state.allSliders && count > MOST_TELLING;
      mark.hidden = more.hidden = !hidden && !isOpen;
      setText(more, isOpen ? text("sliders.fewer") : text("sliders.more", { n: hidden }));
      setAttribute(more, "aria-expanded", String(isOpen));
    },
  };
}

/** Above the board: the tour, which plane, what is drawn. On it: a legend. Below it: its scale, and where to go. */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { createLegend } from "./legend.js";
import { createEvenOutButton, createOverlayButtons } from "./overlay_buttons.js";
import { createPlaneChoice } from "./plane_choice.js";
import { createWaysOut } from "./ways_out.js";

const RAMP_MS = 500; // its range settles as tiles come

const CSS = `
.manifold .lead { justify-content: space-between; min-height: 34px; gap: 0.35rem 1rem; }
.manifold .lead .primary { min-height: 34px; padding: 0.2rem 0.9rem; }
@media (max-width: 640px) {
  .manifold .below { order: 1; } .manifold .shown { order: 2; }
}
.manifold .group { display: inline-flex; gap: 0.25rem; align-items: center; flex-wrap: wrap; }
.manifold input[type=number] { width: 5.2rem; }
.manifold .below { min-height: 1.35em; }
.manifold .legend { display: grid; gap: 6px; justify-items: start; }
.manifold .legend > * { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 0.7rem;
  padding: 0.25rem 0.6rem; border-radius: 6px; background: rgb(10 12 18 / 86%); color: #f4f6ff; }
.manifold .classes i { font-style: normal; }
.manifold .ramp { display: inline-block; width: 90px; height: 10px; border-radius: 3px; }
`;

/**
 * @param {object} context
 * @param {any} context.store
 * @param {AbortSignal} context.signal
 * @param {(page: string) => void} context.open another page
 * @param {() => void} context.add the pin to the walk
 * @param {HTMLElement} context.start the button that starts the tour
 */
export function createManifoldTools({ store, signal, open, add, start }) {
  const { state } = store;
  let ink = null;
  let range = () => null;
  const plane = createPlaneChoice(store);
  const evenOut = createEvenOutButton(store);
  const overlays = createOverlayButtons(store);
  const legend = createLegend(
    state,
    () => ink,
    () => range(),
  );

  function draw() {
    if (!state.view || !state.plane || !ink) return;
    for (const tool of [plane, evenOut, overlays, legend]) tool.draw();
  }

  store.watch(["view", "plane", "quantile"], draw, signal);
  const timer = setInterval(legend.drawRamp, RAMP_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  const scale = el("span", { class: "soft number", title: text("manifold.scaleTitle"), "data-testid": "scale" });
  const lead = el("span", { class: "group" }, start, evenOut.element, plane.element);
  const first = el("div", { class: "row lead" }, lead, createWaysOut(store, open, add, signal));
  return {
    top: [el("style", {}, CSS), first, el("div", { class: "row shown" }, overlays.element)],
    over: legend.element,
    bottom: el("div", { class: "row below" }, scale),
    /** @param {string} sentence */
    showScale: (sentence) => setText(scale, sentence),
    /** @param {any} nextInk theme of what lies on the board @param {() => number[] | null} nextRange of the change */
    update(nextInk, nextRange) {
      ink = nextInk;
      range = nextRange;
      draw();
    },
  };
}

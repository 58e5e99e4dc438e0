/** Above the board: which plane, which coordinates, what is drawn. Below it: a legend, and where to take the pin. */

import { el } from "../kit/dom.js";
import { createLegend } from "./legend.js";
import { createEvenOutButton, createOverlayButtons } from "./overlay_buttons.js";
import { createPlaneChoice } from "./plane_choice.js";
import { createWaysOut } from "./ways_out.js";

const RAMP_MS = 500; // its range settles as tiles come

const CSS = `
.manifold .tools { gap: 0.35rem 0.9rem; }
.manifold .group { display: inline-flex; gap: 0.25rem; align-items: center; flex-wrap: wrap; }
.manifold input[type=number] { width: 5.2rem; }
.manifold .legend { min-height: 28px; justify-content: space-between; gap: 0.3rem 1rem; }
.manifold .classes { display: inline-flex; flex-wrap: wrap; gap: 0.2rem 0.6rem; }
.manifold .classes i { font-style: normal; }
.manifold .ramp { display: inline-block; width: 90px; height: 10px; border-radius: 3px; }
`;

/**
 * @param {object} context
 * @param {any} context.store
 * @param {AbortSignal} context.signal
 * @param {(page: string) => void} context.open another page
 * @param {() => void} context.add the pin to the walk
 */
export function createManifoldTools({ store, signal, open, add }) {
  const { state } = store;
  let theme = null;
  let range = () => null;
  const plane = createPlaneChoice(store);
  const evenOut = createEvenOutButton(store);
  const overlays = createOverlayButtons(store);
  const legend = createLegend(
    state,
    () => theme,
    () => range(),
  );

  function draw() {
    if (!state.view || !state.plane || !theme) return;
    for (const tool of [plane, evenOut, overlays, legend]) tool.draw();
  }

  store.watch(["view", "plane", "quantile", "overlays"], draw, signal);
  const timer = setInterval(legend.drawRamp, RAMP_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  return {
    top: el("div", { class: "row tools" }, el("style", {}, CSS), plane.element, evenOut.element, overlays.element),
    bottom: el("div", { class: "row legend" }, legend.element, createWaysOut(store, open, add, signal)),
    /** @param {any} nextTheme @param {() => number[] | null} nextRange of the change, log10 */
    update(nextTheme, nextRange) {
      theme = nextTheme;
      range = nextRange;
      draw();
    },
  };
}

/** The elements of the Manifold part, and how they are laid out. */

import { VISIBLE } from "../board/stillness.js";
import { el, setText } from "../kit/dom.js";
import { STYLE } from "../kit/theme.js";
import { touchRule } from "../kit/touch_rule.js";
import { text } from "../words/words.js";
import { INSET_CSS } from "./inset.js";
import { MINIMAP_CSS } from "./minimap.js";
import { TOUR_BAR_CSS } from "./tour_bar.js";
import { WALKERS_CSS } from "./walkers_view.js";

const ZOOM = 1.6;
const SVG = "http://www.w3.org/2000/svg";
/** Four corners, pointing out or in. */
const ENTER = "M1 5V1h4M11 1h4v4M15 11v4h-4M5 15H1v-4";
const LEAVE = "M5 1v4H1M15 5h-4V1M11 15v-4h4M1 11h4v4";

const CSS = `
.manifold { display: grid; gap: 0.5rem; container-type: inline-size; font-size: 0.875rem; }
.manifold [hidden] { display: none !important; }
.manifold .board { position: relative; height: max(380px, calc(100vh - 230px)); border-radius: var(--radius);
  overflow: hidden; background: var(--wash); box-shadow: inset 0 0 0 1px var(--line); cursor: crosshair;
  touch-action: pan-y; user-select: none; }
.manifold .board:active { cursor: grabbing; }
.manifold .corner { position: absolute; z-index: 3; right: 8px; top: 8px; display: grid; gap: 4px; }
.manifold .corner button { display: grid; place-items: center; background: var(--st-background-color); width: 34px;
  min-height: 34px; padding: 0; }
.manifold .over { position: absolute; z-index: 3; left: 8px; top: 26px; display: grid; gap: 6px; justify-items: start;
  pointer-events: none; max-width: calc(100% - 70px); }
.manifold .still { position: absolute; z-index: 3; left: 50%; top: 8px; transform: translateX(-50%); margin: 0;
  padding: 0.3rem 0.7rem; border-radius: 6px; background: rgb(10 12 18 / 86%); color: #f4f6ff;
  width: max-content; max-width: calc(100% - 130px); text-align: center; pointer-events: none; }
.manifold .problem { position: absolute; z-index: 3; inset: auto 0 45% 0; text-align: center; font-weight: 600;
  margin: 0; }
.manifold[data-full] { position: fixed; inset: 0; z-index: 1000000; width: 100vw; height: 100dvh; max-width: none;
  max-height: none; margin: 0; border: 0; padding: 8px; background: var(--st-background-color);
  color: var(--st-text-color); grid-template-rows: auto auto minmax(0, 1fr) auto; overflow: hidden; }
.manifold[data-full] .board { height: auto; min-height: 0; touch-action: none; }
.manifold[data-full] .touch-rule { display: none; }
${MINIMAP_CSS}${INSET_CSS}${TOUR_BAR_CSS}${WALKERS_CSS}
@container (max-width: 620px) { .board { height: max(380px, calc(100vh - 270px)); } }
@media (max-width: 640px) { .manifold .board { height: 58vh; }
  .manifold button { min-height: 44px; } .manifold .corner button { width: 44px; min-height: 44px; } }
`;

/** What lies on the pictures in the upper left. @param {...HTMLElement} items */
export const overOf = (...items) => el("div", { class: "over" }, ...items);

/** @param {{top: HTMLElement[], bottom: HTMLElement}} tools */
export function createElements({ top, bottom }) {
  const problem = el("p", { class: "problem", role: "status" });
  const still = el("p", { class: "still", role: "status", "data-testid": "still", hidden: true });
  const surface = el(
    "div",
    {
      class: "board",
      tabindex: 0,
      role: "application",
      "data-testid": "manifold",
      "aria-label": text("manifold.keys"),
    },
    problem,
    still,
  );
  const style = el("style", {}, STYLE + CSS);
  const props = { class: "ll manifold", "aria-label": text("manifold.manifold") };
  return {
    surface,
    problem,
    host: el("section", props, style, ...top, surface, touchRule(), bottom),

    /** Whether the pictures in view are all alike. @param {boolean} isStill */
    showStill(isStill) {
      still.hidden = !isStill;
      setText(still, isStill ? text("manifold.still", { percent: Math.round(VISIBLE / 2.55) }) : "");
    },
  };
}

/**
 * Buttons in the corner of the board; what is pressed there does not reach the board.
 *
 * @param {any} camera
 * @param {() => void} fill or leave the screen
 */
export function createCorner({ zoomAt, fit }, fill) {
  const button = (sign, title, onclick) => el("button", { title, "aria-label": title, onclick }, sign);
  const full = button(icon(ENTER), text("manifold.fullScreen"), fill);
  full.dataset.testid = "full-screen";
  const element = el(
    "div",
    { class: "corner" },
    button("+", text("manifold.zoomIn"), () => zoomAt(ZOOM)),
    button("−", text("manifold.zoomOut"), () => zoomAt(1 / ZOOM)),
    button("⌂", text("manifold.whole"), fit),
    full,
  );
  for (const name of ["pointerdown", "pointerup", "pointermove"])
    element.addEventListener(name, (event) => event.stopPropagation());
  return {
    element,
    /** @param {boolean} isFull */
    showFull(isFull) {
      const title = text(isFull ? "manifold.leaveFullScreen" : "manifold.fullScreen");
      full.replaceChildren(icon(isFull ? LEAVE : ENTER));
      full.title = title;
      full.setAttribute("aria-label", title);
    },
  };
}

function icon(path) {
  const [svg, line] = ["svg", "path"].map((name) => document.createElementNS(SVG, name));
  for (const [name, value] of Object.entries({ viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }))
    svg.setAttribute(name, String(value));
  for (const [name, value] of Object.entries({ d: path, fill: "none", stroke: "currentColor", "stroke-width": 2 }))
    line.setAttribute(name, String(value));
  svg.append(line);
  return svg;
}

/** The elements of the Manifold part, and how they are laid out. */

import { el } from "../kit/dom.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";

const ZOOM = 1.6;

const CSS = `
.manifold { display: grid; gap: 0.5rem; }
.manifold [hidden] { display: none !important; }
.manifold .board { position: relative; height: max(380px, calc(100vh - 215px)); border-radius: var(--radius);
  overflow: hidden; background: var(--wash); box-shadow: inset 0 0 0 1px var(--line); cursor: crosshair;
  touch-action: none; user-select: none; }
.manifold .board:active { cursor: grabbing; }
.manifold .corner { position: absolute; z-index: 3; right: 8px; top: 8px; display: grid; gap: 4px; }
.manifold .corner button { background: var(--st-background-color); width: 30px; padding: 0; }
.manifold .problem { position: absolute; z-index: 3; inset: auto 0 45% 0; text-align: center; font-weight: 600;
  margin: 0; }
@media (max-width: 640px) { .manifold .board { height: 70vh; } }
`;

/** @param {{top: HTMLElement, bottom: HTMLElement}} tools */
export function createElements({ top, bottom }) {
  const problem = el("p", { class: "problem", role: "status" });
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
  );
  const style = el("style", {}, STYLE + CSS);
  const props = { class: "ll manifold", "aria-label": text("manifold.manifold") };
  return { surface, problem, host: el("section", props, style, top, surface, bottom) };
}

/** Buttons in the corner of the board; what is pressed there does not reach the board. */
export function createCorner({ zoomAt, fit }) {
  const button = (sign, title, onclick) => el("button", { title, "aria-label": title, onclick }, sign);
  const corner = el(
    "div",
    { class: "corner" },
    button("+", text("manifold.zoomIn"), () => zoomAt(ZOOM)),
    button("−", text("manifold.zoomOut"), () => zoomAt(1 / ZOOM)),
    button("⌂", text("manifold.whole"), fit),
  );
  for (const name of ["pointerdown", "pointerup", "pointermove"])
    corner.addEventListener(name, (event) => event.stopPropagation());
  return corner;
}

/** What stands around the map of the walks: its surface, the buttons below it, and a line of words. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { LATTICE_CSS } from "./lattice.js";

const CSS = `
.walkmap { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: 1rem;
  font-size: 0.875rem; }
.walkmap > .map { display: grid; gap: 0.4rem; align-content: start; }
.walkmap [hidden] { display: none; }
.walkmap h2 { font-size: 1rem; font-weight: 600; margin: 0; padding: 0; }
.walkmap .board { position: relative; aspect-ratio: 1; max-height: max(420px, 34vh); border-radius: var(--radius);
  overflow: hidden; background: var(--wash); box-shadow: inset 0 0 0 1px var(--line); cursor: crosshair;
  user-select: none; touch-action: pan-y; }
.walkmap p { margin: 0; min-height: 1.35em; }
`;

/** @param {{draw: () => void, remove: () => void, fit: () => void}} on */
export function createWalkMapView({ draw, remove, fit }) {
  const surface = el("div", {
    class: "board",
    tabindex: 0,
    role: "application",
    "data-testid": "walk-map",
    "aria-label": text("walks.mapLabel"),
  });
  const pen = el(
    "button",
    { title: text("walks.drawHint"), "data-testid": "draw-path", onclick: draw },
    text("walks.draw"),
  );
  const remover = el("button", { title: text("walks.removePathHint"), onclick: remove }, text("walks.removePath"));
  const whole = el("button", { title: text("walks.fitHint"), onclick: fit }, text("walks.fit"));
  const status = el("p", { class: "soft", role: "status", "data-testid": "walk-map-said" });
  const host = el(
    "section",
    { class: "ll walkmap", "aria-label": text("walks.map") },
    el("style", {}, STYLE + CSS + LATTICE_CSS),
    el(
      "div",
      { class: "map" },
      el("h2", {}, text("walks.map")),
      surface,
      el("div", { class: "row" }, pen, remover, whole),
      status,
    ),
  );
  return {
    host,
    surface,
    report: (sentence) => setText(status, sentence),
    showDrawing(isDrawing) {
      setAttribute(pen, "aria-pressed", String(isDrawing));
      setText(status, isDrawing ? text("walks.drawing") : "");
      surface.style.cursor = isDrawing ? "crosshair" : "";
      surface.style.touchAction = isDrawing ? "none" : "";
    },
    showRemover(isShown) {
      remover.hidden = !isShown;
    },
  };
}

/** What stands around the map of the walks: its surface, the buttons below it, and a line of words. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";

const CSS = `
.walkmap { display: grid; gap: 0.4rem; }
.walkmap .board { position: relative; height: clamp(260px, 38vh, 420px); border-radius: var(--radius); overflow: hidden;
  background: var(--wash); box-shadow: inset 0 0 0 1px var(--line); cursor: crosshair; user-select: none;
  touch-action: pan-y; }
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
    el("style", {}, STYLE + CSS),
    surface,
    el("div", { class: "row" }, pen, remover, whole),
    status,
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

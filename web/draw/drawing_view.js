/** The pad with its buttons, and how it stands beside the picture. */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";
import { hasCamera } from "./camera.js";

export const DRAWING_CSS = `
.ll .drawn[hidden], .ll .seen[hidden] { display: none; }
.ll .drawn { background: none; padding: 0; }
.ll .drawn canvas { cursor: crosshair; touch-action: none; border: 2px dashed var(--line); image-rendering: auto; }
.ll .drawn .here { position: absolute; inset: 0; display: grid; place-content: center; color: #b8bdc9;
  font-size: 1.25rem; pointer-events: none; }
.ll .drawn .here[hidden] { display: none; }
.ll .seen .row { grid-column: 1 / -1; }
.stage[data-draw="on"] .top { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.stage[data-draw="on"] :is(.side, .meter) { grid-column: 1 / -1; min-height: 0; }
.ll .seen { display: grid; grid-template-columns: 84px minmax(0, 1fr); gap: 0.8rem; align-items: start; }
.ll .seen .small { width: 84px; min-height: 84px; background: #000; border-radius: 4px; overflow: hidden; }
.ll .seen canvas { width: 100%; }
.ll .seen p { margin: 0.15rem 0 0; }
.ll .seen .told { display: flex; align-items: center; gap: 0.4rem; }
.ll .seen .told[hidden] { display: none; }
.ll .seen .message:empty { display: none; }
@container (max-width: 440px) { .ll .seen { grid-column: 1 / -1; } }
`;

/**
 * @param {import("./pad.js").Pad} pad
 * @param {{open: (file: File) => void, camera: () => void, undo: () => void, clear: () => void, done: () => void}} on
 */
export function createDrawingView(pad, on) {
  const file = el("input", { type: "file", accept: "image/*", hidden: true, "data-testid": "drawing-file" });
  file.addEventListener("change", () => {
    if (file.files[0]) on.open(file.files[0]);
    file.value = ""; // the same file may be chosen again
  });
  const button = (key, onclick, more = {}) => el("button", { onclick, ...more }, text(`draw.${key}`));
  const undo = button("undo", on.undo);
  const clear = button("clear", on.clear, { "data-testid": "drawing-clear" });
  const open = button("open", () => file.click(), { title: text("draw.openTitle") });
  const camera = button("camera", on.camera, { "data-testid": "drawing-camera" });
  const here = el("span", { class: "here", "aria-hidden": "true" }, text("draw.here"));
  const row = el(
    "div",
    { class: "row" },
    undo,
    clear,
    open,
    hasCamera() ? camera : null,
    button("done", on.done),
    file,
  );
  pad.canvas.setAttribute("aria-label", text("draw.pad"));
  pad.canvas.tabIndex = 0;
  const element = el("figure", { class: "drawn", hidden: true }, pad.canvas, here);
  return {
    element,
    row,
    pad: pad.canvas,
    draw(of, { isOn }) {
      here.hidden = !of.isEmpty;
      undo.disabled = !of.canUndo;
      clear.disabled = of.isEmpty;
      camera.textContent = text(isOn ? "draw.take" : "draw.camera");
    },
  };
}

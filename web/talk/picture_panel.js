/** The decoded picture, as large as it goes. Dragging on it moves z along its two most informative dimensions. */

import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { captionAndSupport } from "../meter/support_words.js";
import { createProblem, PROBLEM_CSS } from "../core/problem.js";
import { readTheme } from "../kit/theme.js";

const SPAN_PX = 600; // of drag for the whole range of a dimension

const CSS = `
:host { display: grid; min-height: 0; min-width: 0; container-type: size; place-items: center; }
figure { box-sizing: border-box; margin: 0; padding: 8px; border-radius: 14px; background: var(--frame); display: grid; grid-template-rows: 1fr auto;
  width: min(100cqw, calc((100cqh - 16px - 1.6 * var(--words)) * var(--aspect, 1) + 16px)); --words: clamp(13px, 1.9cqh, 40px); }
canvas { width: 100%; aspect-ratio: var(--aspect, 1); image-rendering: pixelated; border-radius: 8px; background: #000; display: block;
  cursor: grab; touch-action: none; }
figure[hidden] { display: none; }
figcaption { font: 600 var(--words)/1.6 var(--st-font); color: #fff; padding: 0 0.3em; min-height: 1.6em; }
:host([data-kind="dark"]) figcaption { color: #000; }
`;

/** The two dimensions that say most, the lower number to the right, as on the map; one stands for both if it is alone. */
export function mainDimensions({ dims }) {
  const [x, y = x] = [...dims]
    .sort((a, b) => b.klNats - a.klNats)
    .slice(0, 2)
    .sort((a, b) => a.dim - b.dim);
  return [x, y];
}

export function createPicturePanel({ root, store, frame, lens, signal }) {
  const { state } = store;
  const canvas = el("canvas", {
    "data-testid": "stage",
    role: "img",
    "aria-label": "decoded picture; drag to change it",
  });
  const words = el("figcaption");
  const figure = el("figure", {}, canvas, words);
  const problem = createProblem({ store, signal });
  root.append(el("style", {}, CSS + PROBLEM_CSS), problem, figure);
  let paint = null;
  let shape = null;
  let held = null;

  function draw() {
    figure.hidden = !state.pixels;
    if (!state.pixels) return;
    if (shape !== state.engine.imageShape) {
      shape = state.engine.imageShape;
      paint = createPainter(canvas, shape);
      figure.style.setProperty("--aspect", shape[2] / shape[1]);
    }
    paint(state.pixels, colourTable(state.scale));
    const level = state.support?.level;
    const theme = readTheme(figure);
    root.host.dataset.kind = theme.kind;
    figure.style.setProperty("--frame", level ? theme.levels[level] : "transparent");
    words.textContent = state.support ? captionAndSupport(state.support) : "";
  }

  function grab(event) {
    held = { at: [event.clientX, event.clientY], z: Float32Array.from(state.z), dims: mainDimensions(state.view) };
    canvas.setPointerCapture(event.pointerId);
  }

  function drag(event) {
    if (!held) return;
    const z = Float32Array.from(held.z);
    [event.clientX - held.at[0], held.at[1] - event.clientY].forEach((by, axis) => {
      const { dim, low, high } = held.dims[axis];
      z[dim] += (by / SPAN_PX) * (high - low);
    });
    lens.move(z, { source: "present" });
  }

  const listen = (name, listener) => canvas.addEventListener(name, listener, { signal });
  listen("pointerdown", grab);
  listen("pointermove", drag);
  for (const name of ["pointerup", "pointercancel"]) listen(name, () => (held = null));
  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["pixels", "support", "scale"], due, signal);
  return due;
}

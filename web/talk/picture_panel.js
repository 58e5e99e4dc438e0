/** The decoded picture, as large as it goes. Dragging on it moves z along its two most informative dimensions. */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { captionAndSupport } from "../meter/support_words.js";
import { createProblem, PROBLEM_CSS } from "../core/problem.js";
import { readTheme } from "../kit/theme.js";
import { text } from "../words/words.js";

const SPAN_PX = 600; // of drag for the whole range of a dimension

const CSS = `
:host { display: grid; min-height: 0; min-width: 0; container-type: size; place-items: center; }
figure { box-sizing: border-box; margin: 0; padding: 8px; border-radius: 14px; background: var(--frame);
  display: grid; grid-template-rows: 1fr auto; --words: clamp(13px, 1.9cqh, 40px);
  width: min(100cqw, calc((100cqh - 16px - 1.6 * var(--words)) * var(--aspect, 1) + 16px)); }
canvas { width: 100%; aspect-ratio: var(--aspect, 1); image-rendering: pixelated; border-radius: 8px; background: #000;
  display: block; cursor: grab; touch-action: none; }
figure[hidden] { display: none; }
figcaption { font: 600 var(--words)/1.6 var(--st-font); color: #fff; padding: 0 0.3em; min-height: 1.6em; }
:host([data-kind="dark"]) figcaption { color: #000; }
`;

/**
 * The two dimensions that say most, the lower number to the right, as on the map; one stands for both if it is alone.
 *
 * @param {{dims: {dim: number, klNats: number, low: number, high: number}[]}} view
 */
function mainDimensions({ dims }) {
  const [x, y = x] = [...dims]
    .sort((a, b) => b.klNats - a.klNats)
    .slice(0, 2)
    .sort((a, b) => a.dim - b.dim);
  return [x, y];
}

export function createPicturePanel({ root, store, frame, lens, signal }) {
  const { state } = store;
  const canvas = el("canvas", { "data-testid": "stage", role: "img", "aria-label": text("talk.picture") });
  const caption = el("figcaption");
  const figure = el("figure", {}, canvas, caption);
  root.append(el("style", {}, CSS + PROBLEM_CSS), createProblem({ store, signal }), figure);
  const paint = createFittingPainter(canvas, (shape) => {
    figure.style.setProperty("--aspect", String(shape[2] / shape[1]));
  });

  function draw() {
    figure.hidden = !state.pixels;
    if (!state.pixels) return;
    paint(state.pixels, state.engine.imageShape, colourTable(state.scale));
    drawSupport(state.support);
  }

  function drawSupport(support) {
    const theme = readTheme(figure);
    root.host.dataset.kind = theme.kind;
    figure.style.setProperty("--frame", support?.level ? theme.levels[support.level] : "transparent");
    setText(caption, support ? captionAndSupport(support) : "");
  }

  followDrag(canvas, { state, lens, signal });
  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["pixels", "support", "scale"], due, signal);
  return due;
}

/** Dragging to the right and upwards moves z along two dimensions. */
function followDrag(canvas, { state, lens, signal }) {
  let held = null;

  function grab(event) {
    held = { at: [event.clientX, event.clientY], z: Float32Array.from(state.z), dims: mainDimensions(state.view) };
    canvas.setPointerCapture(event.pointerId);
  }

  function drag({ clientX, clientY }) {
    if (!held) return;
    const z = Float32Array.from(held.z);
    const [left, top] = held.at;
    [clientX - left, top - clientY].forEach((by, axis) => {
      const { dim, low, high } = held.dims[axis];
      z[dim] += (by / SPAN_PX) * (high - low);
    });
    lens.move(z, { source: "present" });
  }

  const release = () => {
    held = null;
  };
  const listeners = { pointerdown: grab, pointermove: drag, pointerup: release, pointercancel: release };
  for (const [name, listener] of Object.entries(listeners)) canvas.addEventListener(name, listener, { signal });
}

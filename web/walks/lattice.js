/** Four corners: a bilinear lattice between four codes; the pointer decodes between its cells. */

import { STAGE } from "../core/frame.js";
import { failureOf } from "../core/problem.js";
import { el, setText } from "../kit/dom.js";
import { saveCanvas } from "../kit/share.js";
import { bilinear } from "../latent/walk.js";
import { asHeld, walkPoints } from "../core/waypoints.js";
import { hasClasses } from "../meter/class_words.js";
import { text } from "../words/words.js";
import { paintMosaic } from "./mosaic.js";
import { typicalImages } from "./typical.js";

const SIDE = 9;
const CELLS = Array.from({ length: SIDE * SIDE }, (_, i) => i);

export const LATTICE_CSS = `
.lattice { display: grid; gap: 0.4rem; align-content: start; }
.lattice h2 { font-size: 1rem; font-weight: 600; margin: 0; padding: 0; }
.lattice canvas { width: min(100%, max(420px, 34vh)); aspect-ratio: 1;
  border-radius: 4px; background: #000; cursor: crosshair;
  touch-action: pan-y; }
.lattice p { margin: 0; }
`;

/** @typedef {[Float32Array, Float32Array, Float32Array, Float32Array]} Corners from the top left to the bottom right */

export function createLattice({ store, lens, frame, signal }) {
  const { state } = store;
  const canvas = el("canvas", {
    class: "crisp",
    role: "img",
    tabindex: 0,
    "data-testid": "lattice",
    "aria-label": text("walks.latticeLabel"),
  });
  const words = el("p", { class: "soft" });
  const savePng = () =>
    saveCanvas(canvas, `${state.model}-lattice.png`).catch((error) => setText(words, failureOf(error, false).sentence));
  const png = el("button", { title: text("walks.latticePngHint"), onclick: savePng }, text("walks.latticePng"));
  const element = el(
    "section",
    { class: "lattice", "data-testid": "lattice-box", "aria-label": text("walks.lattice") },
    el("h2", {}, text("walks.lattice")),
    canvas,
    words,
    el("span", {}, png),
  );
  /** @type {Corners | null} that are to be decoded */
  let wanted = null;
  let shown = "";
  let joined = false;

  function choose() {
    if (!state.bench || !state.engine || !state.view) return;
    const corners = cornersOf(state);
    png.disabled = !corners;
    element.hidden = !corners;
    setText(words, text("walks.latticeText", { side: SIDE }));
    const key = JSON.stringify([state.model, state.scale, corners?.map((z) => Array.from(z))]);
    if (!corners || key === shown) return;
    shown = key;
    wanted = corners;
    if (!joined) state.bench.join(next, signal);
    joined = true;
    state.bench.assign();
  }

  function next() {
    if (!wanted) return null;
    const { imageShape } = state.engine;
    const codes = latticeCodes(wanted);
    wanted = null;
    const done = ({ pixels }) => paintMosaic(canvas, { pixels, imageShape, scale: state.scale }, CELLS, SIDE);
    return { task: "decode", payload: { codes }, done };
  }

  /** Cell centres are the blends that are drawn, so the outer half cells stand for the edge. */
  function decodeAt({ clientX, clientY }) {
    const corners = cornersOf(state);
    if (!corners) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const share = (value) => Math.min(1, Math.max(0, (value * SIDE - 0.5) / (SIDE - 1)));
    const z = bilinear(corners, share((clientX - left) / width), share((clientY - top) / height));
    lens.move(z, { source: "lattice", index: null });
  }

  canvas.addEventListener("pointermove", frame.timed("map", decodeAt));
  canvas.addEventListener("pointerdown", (event) => {
    decodeAt(event);
    lens.pin();
  });
  canvas.addEventListener("pointerleave", () => lens.restore());
  const due = frame.job(STAGE.paint, choose, signal);
  store.watch(["waypoints", "heldClass", "engine", "view", "bench", "scale"], due, signal);
  due();
  return { element };
}

/**
 * The first four waypoints; while there are fewer, the ends and typical images of the first classes that no corner has.
 *
 * @returns {Corners | null} null without an image to fill up with
 */
export function cornersOf(state) {
  const points = walkPoints(state);
  const corners = points.length < 4 ? [points[0], points.at(-1)].filter(Boolean) : points.slice(0, 4);
  const used = new Set(corners.map(({ index }) => (index === null ? null : state.view.labels[index])));
  const others = hasClasses(state.view.classNames) ? typicalImages(state.view) : [0, 1, 2, 3];
  const fits = (index, label) => index !== null && index < state.view.count && !used.has(label);
  const fill = others.filter(fits).map((index) => asHeld(state, state.view.code(index)));
  const [a, b, c, d] = [...corners.map(({ z }) => z), ...fill];
  return d ? [a, b, c, d] : null;
}

/** All codes of the lattice, row by row, (SIDE * SIDE, D). @param {Corners} corners */
function latticeCodes(corners) {
  const width = corners[0].length;
  const codes = new Float32Array(SIDE * SIDE * width);
  for (const i of CELLS)
    codes.set(bilinear(corners, (i % SIDE) / (SIDE - 1), Math.floor(i / SIDE) / (SIDE - 1)), i * width);
  return codes;
}

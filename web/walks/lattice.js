/** Four corners: a bilinear lattice between four waypoints; the pointer decodes between its cells. */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { saveCanvas } from "../kit/share.js";
import { bilinear } from "../latent/walk.js";
import { waypointsOf } from "../core/waypoints.js";
import { text } from "../words/words.js";
import { paintMosaic } from "./mosaic.js";

const SIDE = 9;
const CELLS = Array.from({ length: SIDE * SIDE }, (_, i) => i);

export const LATTICE_CSS = `
.lattice summary { cursor: pointer; font-weight: 600; padding: 0.3rem 0; }
.lattice > div { display: flex; flex-wrap: wrap; gap: 0.8rem; align-items: flex-start; }
.lattice canvas { width: min(100%, 380px); border-radius: 4px; background: #000; cursor: crosshair;
  touch-action: none; }
.lattice canvas[hidden] { display: none; }
.lattice p { margin: 0 0 0.4rem; max-width: 22rem; }
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
    saveCanvas(canvas, `${state.model}-lattice.png`).catch((problem) => setText(words, problem.message));
  const png = el("button", { title: text("walks.latticePngHint"), onclick: savePng }, text("walks.latticePng"));
  const element = el(
    "details",
    { class: "lattice", "data-testid": "lattice-box", ontoggle: () => due() },
    el("summary", {}, text("walks.lattice")),
    el("div", {}, canvas, el("div", {}, words, png)),
  );
  /** @type {Corners | null} that are to be decoded */
  let wanted = null;
  let shown = "";
  let joined = false;

  function choose() {
    if (!element.open || !state.bench || !state.engine) return;
    const corners = cornersOf(state);
    png.disabled = !corners;
    canvas.hidden = !corners;
    setText(words, corners ? text("walks.latticeText", { side: SIDE }) : needs(waypointsOf(state).length));
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
  store.watch(["waypoints", "engine", "bench", "scale"], due, signal);
  return { element };
}

const needs = (count) => text("walks.latticeNeeds", { n: 4 - count });

/** The first four waypoints; null while there are fewer. @returns {Corners | null} */
function cornersOf(state) {
  const [a, b, c, d] = waypointsOf(state).map(({ z }) => z);
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

/** The latent plane as a lattice of decoded pictures, with the present place on it; the pointer moves that place. */

import { STAGE } from "../frame.js";
import { el } from "../parts/dom.js";
import { drawMarker } from "../parts/marks.js";
import { fillImage, parseColour, strokeTable } from "../parts/picture.js";
import { readTheme } from "../parts/theme.js";
import { mainDimensions } from "./picture_panel.js";

const CELLS = 19; // odd: the middle of the plane is a cell
const REACH = 2.6; // standard deviations of the aggregate posterior to either side

const CSS = `
:host { display: grid; min-height: 0; min-width: 0; container-type: size; place-items: center; }
div { position: relative; width: min(100cqw, 100cqh); aspect-ratio: 1; cursor: crosshair; touch-action: none; }
canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
`;

export function createLatticePanel({ root, store, frame, lens, signal }) {
  const { state } = store;
  const sheet = el("canvas", { "aria-hidden": "true" });
  const marks = el("canvas", { "aria-hidden": "true" });
  const box = el("div", { "data-testid": "lattice", role: "img", "aria-label": "decoded pictures over two latent dimensions" }, sheet, marks);
  root.append(el("style", {}, CSS), box);
  let plane = null; // {dims, key, done: cells painted}
  let isHeld = false;

  /** The two most informative dimensions; the others stay where they were pinned. */
  function choose() {
    const [x, y] = mainDimensions(state.view);
    const [, height, width] = state.engine.imageShape;
    const others = Array.from(state.pinned).map((value, dim) => (dim === x.dim || dim === y.dim ? "" : value));
    const key = [state.model, ...others, readTheme(box).text].join();
    if (plane?.key === key) return;
    plane = { key, dims: [x, y], done: 0, image: new ImageData(width, height), z: Float32Array.from(state.pinned),
      pixels: new Float32Array(height * width * state.engine.imageShape[0]), table: strokeTable(parseColour(readTheme(box).text)) };
    Object.assign(sheet, { width: CELLS * width, height: CELLS * height });
    cellsDue();
  }

  const at = (axis, share) => axis.mean + (2 * share - 1) * REACH * axis.sigma;
  const shareOf = (axis, value) => ((value - axis.mean) / (REACH * axis.sigma) + 1) / 2;

  const cellsDue = frame.job(STAGE.background, (hasTime) => {
    if (!plane || !state.engine) return false;
    const context = sheet.getContext("2d");
    const { dims: [x, y], image, z, pixels, table } = plane;
    do {
      if (plane.done >= CELLS ** 2) return false;
      const [column, row] = [plane.done % CELLS, Math.floor(plane.done / CELLS)];
      z[x.dim] = at(x, (column + 0.5) / CELLS);
      z[y.dim] = at(y, 1 - (row + 0.5) / CELLS);
      state.engine.decode(z, pixels);
      context.putImageData(fillImage(image, pixels, table), column * image.width, row * image.height);
      plane.done += 1;
    } while (hasTime());
    return true;
  }, signal);

  function draw() {
    if (!plane || !state.z) return;
    const [width, height] = [box.clientWidth, box.clientHeight];
    const ratio = devicePixelRatio || 1;
    Object.assign(marks, { width: width * ratio, height: height * ratio });
    const context = marks.getContext("2d");
    context.scale(ratio, ratio);
    const theme = readTheme(box);
    const [x, y] = plane.dims;
    drawMarker(context, [shareOf(x, state.z[x.dim]) * width, (1 - shareOf(y, state.z[y.dim])) * height], { theme, colour: theme.primary, live: false });
  }

  function go(event) {
    if (!isHeld) return;
    const { left, top, width, height } = box.getBoundingClientRect();
    const z = Float32Array.from(state.z);
    const [x, y] = plane.dims;
    z[x.dim] = at(x, (event.clientX - left) / width);
    z[y.dim] = at(y, 1 - (event.clientY - top) / height);
    lens.move(z, { source: "present" });
  }

  const listen = (name, listener) => box.addEventListener(name, listener, { signal });
  listen("pointerdown", (event) => {
    isHeld = true;
    box.setPointerCapture(event.pointerId);
    go(event);
  });
  listen("pointermove", go);
  for (const name of ["pointerup", "pointercancel"]) listen(name, () => (isHeld = false));
  const marksDue = frame.job(STAGE.paint, draw, signal);
  const resize = new ResizeObserver(marksDue);
  resize.observe(box);
  signal.addEventListener("abort", () => resize.disconnect());
  store.watch(["z"], marksDue, signal);
  store.watch(["pinned", "engine"], () => state.pinned && choose(), signal);
  return () => {
    if (state.pinned) choose();
    marksDue();
  };
}

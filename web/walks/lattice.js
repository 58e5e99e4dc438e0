/** Four corners: a bilinear lattice between four waypoints; the pointer decodes between its cells. */

import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { colourTable } from "../kit/picture.js";
import { saveCanvas } from "../kit/share.js";
import { bilinear } from "../latent/walk.js";
import { waypointsOf } from "../core/waypoints.js";

const SIDE = 9;

export const LATTICE_CSS = `
.lattice summary { cursor: pointer; font-weight: 600; padding: 0.3rem 0; }
.lattice > div { display: flex; flex-wrap: wrap; gap: 0.8rem; align-items: flex-start; }
.lattice canvas { width: min(100%, 380px); border-radius: 4px; background: #000; cursor: crosshair; touch-action: none; }
.lattice canvas[hidden] { display: none; }
.lattice p { margin: 0 0 0.4rem; max-width: 22rem; }
`;

export function createLattice({ store, lens, frame, signal }) {
  const { state } = store;
  const canvas = el("canvas", {
    class: "crisp",
    role: "img",
    tabindex: 0,
    "data-testid": "lattice",
    "aria-label": "Bilinear blend of four waypoints; the pointer decodes between them",
  });
  const text = el("p", { class: "soft" });
  const png = el(
    "button",
    {
      title: "The lattice as it stands",
      onclick: () =>
        saveCanvas(canvas, `${state.model}-lattice.png`).catch((problem) => (text.textContent = problem.message)),
    },
    "Save PNG",
  );
  const element = el(
    "details",
    { class: "lattice", "data-testid": "lattice-box", ontoggle: () => due() },
    el("summary", {}, "Blend of four corners"),
    el("div", {}, canvas, el("div", {}, text, png)),
  );
  let wanted = null;
  let shown = "";
  let joined = false;

  const corners = () =>
    waypointsOf(state)
      .slice(0, 4)
      .map(({ z }) => z);

  function choose() {
    if (!element.open || !state.bench || !state.engine) return;
    const four = corners();
    png.disabled = canvas.hidden = four.length < 4;
    text.textContent =
      four.length < 4
        ? `Needs four waypoints: add ${4 - four.length} more. They become the corners: top left, top right, bottom left, bottom right.`
        : `Waypoints 1 to 4 at the corners, ${SIDE} × ${SIDE} blends between. Move over it to decode in between, press to keep a place.`;
    const key = JSON.stringify([state.model, state.scale, four.map((z) => Array.from(z))]);
    if (four.length < 4 || key === shown) return;
    shown = key;
    wanted = four;
    if (!joined) state.bench.join(next, signal);
    joined = true;
    state.bench.poke();
  }

  function next() {
    if (!wanted) return null;
    const four = wanted;
    wanted = null;
    const width = four[0].length;
    const codes = new Float32Array(SIDE * SIDE * width);
    for (let i = 0; i < SIDE * SIDE; i++)
      codes.set(bilinear(four, (i % SIDE) / (SIDE - 1), Math.floor(i / SIDE) / (SIDE - 1)), i * width);
    const shape = state.engine.imageShape;
    return { task: "decode", payload: { codes }, done: ({ pixels }) => paint(pixels, shape) };
  }

  function paint(pixels, [channels, height, width]) {
    canvas.width = SIDE * width;
    canvas.height = SIDE * height;
    const context = canvas.getContext("2d");
    const image = context.createImageData(canvas.width, canvas.height);
    const words = new Uint32Array(image.data.buffer);
    const table = colourTable(state.scale);
    const area = width * height;
    for (let at = 0; at < SIDE * SIDE * area; at++) {
      const [i, p] = [Math.floor(at / area), at % area];
      const from = i * channels * area + p;
      const word =
        channels === 1
          ? table[pixels[from]]
          : 0xff000000 | (pixels[from + 2 * area] << 16) | (pixels[from + area] << 8) | pixels[from];
      words[(Math.floor(i / SIDE) * height + Math.floor(p / width)) * canvas.width + (i % SIDE) * width + (p % width)] =
        word;
    }
    context.putImageData(image, 0, 0);
  }

  /** Cell centres are the blends that are drawn, so the outer half cells stand for the edge. */
  function look(event) {
    const four = corners();
    if (four.length < 4) return;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const share = (value) => Math.min(1, Math.max(0, (value * SIDE - 0.5) / (SIDE - 1)));
    lens.move(bilinear(four, share((event.clientX - left) / width), share((event.clientY - top) / height)), {
      source: "lattice",
      index: null,
    });
  }

  canvas.addEventListener("pointermove", frame.timed("map", look));
  canvas.addEventListener("pointerdown", (event) => (look(event), lens.pin()));
  canvas.addEventListener("pointerleave", () => lens.restore());
  const due = frame.job(STAGE.paint, choose, signal);
  store.watch(["waypoints", "engine", "bench", "scale"], due, signal);
  return { element };
}

/** Models of one recipe, trained at different beta, side by side: the plane of their codes, the same images rebuilt. */

import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { colourTable, createPainter, fillImage, parseColour, strokeTable } from "../kit/picture.js";
import { uniform } from "../latent/random.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { drawCodes, REACH } from "./code_plane.js";

const COLUMNS = 5;
const SHOWN = 10;

const CSS = `
.betas { display: grid; gap: 0.6rem; font-size: 0.875rem; }
.betas .models { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); }
.betas figure { margin: 0; display: grid; gap: 0.4rem; }
.betas button { min-height: 36px; }
.betas figcaption { font-size: 1rem; }
.betas canvas { width: 100%; border-radius: 6px; box-shadow: inset 0 0 0 1px var(--line); }
.betas .plane { position: relative; cursor: crosshair; touch-action: pan-y; aspect-ratio: 1; }
.betas .ring { position: absolute; width: 18px; height: 18px; margin: -9px; border-radius: 50%; pointer-events: none;
  border: 2px solid var(--st-text-color); box-shadow: 0 0 0 2px var(--st-background-color); }
.betas .place { display: grid; grid-template-columns: 5rem 1fr; gap: 0.6rem; align-items: center; color: var(--soft); }
.betas .place canvas { background: #000; }
`;
const START = [0.6, 0.6]; // where the three are asked first: among the codes, and between classes

/** @typedef {{name: string, beta: number}} Trained a model, and the beta that it was trained at */

/** Props: `models`, {@link Trained}[], rising beta. */
export function createBetas({ root, store, frame, lens, signal }) {
  const figures = el("div", { class: "models" });
  const others = el("button", { onclick: chooseOthers, "data-testid": "betas-draw" }, text("learn.otherImages"));
  const host = el(
    "section",
    { class: "ll betas", "aria-label": text("learn.betas") },
    el("style", {}, STYLE + CSS),
    figures,
    el("div", { class: "row" }, others),
  );
  root.append(host);
  let seed = 1;
  let z = Float32Array.from(START);
  /** @type {Trained[]} */
  let models = [];
  /** @type {((z: Float32Array) => void)[]} one for each model: decodes and shows a point */
  let atPoint = [];

  function chooseOthers() {
    seed += 1;
    due();
  }

  function draw() {
    const theme = readTheme(host);
    const loaded = models.map((model) => ({ ...model, ...lens.library.get(model.name) }));
    const ready = loaded.find(({ view }) => view);
    const indices = ready ? someImages(ready.view, seed) : [];
    host.dataset.images = indices.join();
    const made = loaded.map((model) => figureOf(model, indices, theme, move));
    figures.replaceChildren(...made.map(({ figure }) => figure));
    atPoint = made.map(({ show }) => show);
    showDue();
  }

  function move(to) {
    z = to;
    showDue();
  }

  function showPoint() {
    host.dataset.z = Array.from(z, (value) => value.toFixed(2)).join();
    for (const show of atPoint) show(z);
  }

  const due = frame.job(STAGE.paint, draw, signal);
  const showDue = frame.job(STAGE.paint, showPoint, signal);
  store.watch(["engine", "arrivals"], due, signal);
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    models = props.models;
    due();
  };
}

/**
 * The plane of a model's codes, what it decodes at a point, and its reconstructions; empty until the model has come.
 */
function figureOf({ name, beta, engine, view }, indices, theme, move) {
  const plane = canvas(`betas-plane-${name}`, text("learn.planeLabel", { beta }));
  const pictures = canvas(`betas-${name}`, text("learn.picturesLabel", { images: indices.join(", "), beta }));
  const ring = el("span", { class: "ring" });
  const here = canvas(`betas-here-${name}`, text("learn.hereLabel", { beta }));
  const caption = el("b", {}, text("learn.beta", { beta }));
  const state = engine ? null : el("span", { class: "soft" }, text("learn.loading", { model: name }));
  const area = el("div", { class: "plane", onpointermove: follow, onpointerdown: follow }, plane, ring);
  const place = el("div", { class: "place" }, here, text("learn.here"));
  const figure = el("figure", {}, el("figcaption", {}, caption, " ", state), area, place, pictures);
  if (!engine) return { figure, show: () => {} };
  drawCodes(plane, view, theme);
  const decoded = indices.map((index) => engine.decode(view.code(index)));
  drawPictures(pictures, engine, decoded, theme);
  const paint = createPainter(here, engine.imageShape);

  function follow(event) {
    const { left, top, width, height } = area.getBoundingClientRect();
    move(
      Float32Array.of(
        (((event.clientX - left) / width) * 2 - 1) * REACH,
        (1 - ((event.clientY - top) / height) * 2) * REACH,
      ),
    );
  }

  /** @param {Float32Array} z */
  function show(z) {
    ring.style.left = `${50 * (1 + z[0] / REACH)}%`;
    ring.style.top = `${50 * (1 - z[1] / REACH)}%`;
    paint(engine.decode(z), colourTable("grey"));
  }

  return { figure, show };
}

const canvas = (testid, label) =>
  el("canvas", { class: "crisp", role: "img", "data-testid": testid, "aria-label": label });

/** One image of each class, as far as there are classes; equal seeds choose equal images. */
function someImages(view, seed) {
  const random = uniform(seed);
  const classes = new Map();
  for (let tries = 0; tries < 50 * SHOWN && classes.size < SHOWN; tries++) {
    const index = Math.floor(random() * view.count);
    const key = view.classNames.length > 1 ? view.labels[index] : index;
    if (!classes.has(key)) classes.set(key, index);
  }
  return [...classes].sort(([a], [b]) => a - b).map(([, index]) => index);
}

function drawPictures(node, { imageShape: [, height, width] }, pictures, theme) {
  const rows = Math.ceil(pictures.length / COLUMNS);
  Object.assign(node, { width: COLUMNS * width, height: rows * height });
  const context = node.getContext("2d");
  const table = strokeTable(parseColour(theme.text));
  pictures.forEach((pixels, i) => {
    const [x, y] = [(i % COLUMNS) * width, Math.floor(i / COLUMNS) * height];
    context.putImageData(fillImage(new ImageData(width, height), pixels, table), x, y);
  });
}

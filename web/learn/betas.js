/** Models of one recipe, trained at different beta, side by side: the plane of their codes, the same images rebuilt. */

import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { fillImage, parseColour, strokeTable } from "../kit/picture.js";
import { uniform } from "../latent/random.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { drawCodes } from "./code_plane.js";

const COLUMNS = 5;
const SHOWN = 10;

const CSS = `
.betas { display: grid; gap: 0.6rem; }
.betas .models { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); }
.betas figure { margin: 0; display: grid; gap: 0.4rem; }
.betas canvas { width: 100%; border-radius: 6px; box-shadow: inset 0 0 0 1px var(--line); }
`;

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
  /** @type {Trained[]} */
  let models = [];

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
    figures.replaceChildren(...loaded.map((model) => figureOf(model, indices, theme)));
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["engine", "arrivals"], due, signal);
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    models = props.models;
    due();
  };
}

/** The plane of a model's codes and its reconstructions; empty until the model has come. */
function figureOf({ name, beta, engine, view }, indices, theme) {
  const plane = canvas(`betas-plane-${name}`, text("learn.planeLabel", { beta }));
  const pictures = canvas(`betas-${name}`, text("learn.picturesLabel", { images: indices.join(", "), beta }));
  if (engine) {
    const decoded = indices.map((index) => engine.decode(view.code(index)));
    drawCodes(plane, view, theme);
    drawPictures(pictures, engine, decoded, theme);
  }
  const caption = el("b", {}, text("learn.beta", { beta }));
  const state = el("span", { class: "soft" }, engine ? name : text("learn.loading", { model: name }));
  return el("figure", {}, el("figcaption", {}, caption, " ", state), plane, pictures);
}

const canvas = (testid, label) =>
  el("canvas", { class: "crisp", role: "img", "data-testid": testid, "aria-label": label });

/** One image of each class, as far as there are classes; equal seeds choose equal images. */
export function someImages(view, seed) {
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

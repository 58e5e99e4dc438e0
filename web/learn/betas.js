/** Models of one recipe, trained at different beta, side by side: the plane of their codes, the same images rebuilt. */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { fillImage, parseColour, strokeTable } from "../kit/picture.js";
import { uniform } from "../latent/random.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { drawCodes } from "./code_plane.js";

const COLUMNS = 5;
const SHOWN = 10;

const CSS = `
.betas { display: grid; gap: 0.6rem; }
.betas .models { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); }
.betas figure { margin: 0; display: grid; gap: 0.4rem; }
.betas canvas { width: 100%; border-radius: 6px; box-shadow: inset 0 0 0 1px var(--line); }
`;

/** Props: `models`, [{name, beta}], rising beta. */
export function createBetas({ root, store, frame, lens, signal }) {
  const figures = el("div", { class: "models" });
  const others = el("button", { onclick: chooseOthers, "data-testid": "betas-draw" }, "Other images");
  const host = el(
    "section",
    { class: "ll betas", "aria-label": "Models trained at several beta" },
    el("style", {}, STYLE + CSS),
    figures,
    el("div", { class: "row" }, others),
  );
  root.append(host);
  let seed = 1;
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
    figures.replaceChildren(...loaded.map((model) => figure(model, indices, theme)));
  }

  function figure({ name, beta, engine, view }, indices, theme) {
    const plane = canvas(`betas-plane-${name}`, `codes of the model trained at beta ${beta}, in their plane`);
    const pictures = canvas(`betas-${name}`, `images ${indices.join(", ")} rebuilt at beta ${beta}`);
    const state = el("span", { class: "soft" }, name);
    if (!engine) setText(state, `${name}: loading…`);
    else {
      drawCodes(plane, view, theme);
      drawPictures(
        pictures,
        engine,
        indices.map((index) => engine.decode(view.code(index))),
        theme,
      );
    }
    return el("figure", {}, el("figcaption", {}, el("b", {}, `β = ${beta} `), state), plane, pictures);
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["engine", "arrivals"], due, signal);
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    models = props.models;
    due();
  };
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

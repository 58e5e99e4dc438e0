/** The map as a part for hosts without Plotly: choice of projection and colouring, canvas surface, tools. */

import { rawDims } from "../core/atlas_view.js";
import { el, setAttribute } from "../kit/dom.js";
import { createLasso } from "./lasso.js";
import { createHint, describe, zoomed } from "./map.js";
import { createMapGestures } from "./gestures.js";
import { createScene } from "./scene.js";
import { createMapTools } from "./tools.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { createCanvasSurface } from "./canvas_surface.js";
import { COLOURINGS, colouringsOf, createPoints, lookOf } from "./canvas_look.js";

export const DEFAULT_LOOK = { projection: "tsne", colouring: "class" };
const TITLES = { tsne: "t-SNE", pca: "PCA" };

const CSS = `
.canvas-map { display: flex; flex-direction: column; gap: 0.5rem; height: 100%; min-height: 0; }
.canvas-map .plot { flex: 1 1 0; min-height: 240px; overflow: hidden; border-radius: var(--radius); cursor: grab; touch-action: none; }
.canvas-map .plot:active { cursor: grabbing; }
.canvas-map .scale { position: absolute; right: 8px; bottom: 8px; z-index: 3; pointer-events: none; font-size: 0.6875rem; text-align: right; }
.canvas-map .scale i { display: block; width: 160px; height: 8px; border-radius: 4px; margin: 2px 0; }
.canvas-map .scale span { display: flex; justify-content: space-between; }
.canvas-map .scale[hidden] { display: none; }
`;

/** `bare: true` in the props leaves out controls and tools: the presenter's stage. */
export function createCanvasMap({ root, store, frame, lens, signal }) {
  const { state } = store;
  const bar = el("div", { class: "row", role: "group", "aria-label": "Map" });
  const plot = el("div", { class: "plot" });
  const scale = el("div", { class: "scale", hidden: true });
  const host = el(
    "section",
    { class: "ll canvas-map", "aria-label": "Map of the codes" },
    el("style", {}, STYLE + CSS),
    bar,
    plot,
  );
  root.append(host);
  let theme = readTheme(host);
  const pointsOf = createPoints();
  const surface = createCanvasSurface(plot, signal);
  const zoom = (factor) => surface.setCamera(zoomed(surface.camera(), factor));
  const tools = createMapTools({ store, lens, emit: () => {}, signal, zoom, setCamera: surface.setCamera });
  const scene = createScene({ container: plot, store, frame, lens, theme: () => theme, signal });
  const lasso = createLasso({ store, lens, surface, changed: scene.redraw, finished: tools.lassoed });
  createMapGestures({ surface, store, frame, lens, signal, lasso, zoom });
  host.append(tools.element);
  plot.append(scale, createHint(store, signal));
  describe(plot);
  scene.attach(surface, lasso);
  if (!state.look) store.set({ look: DEFAULT_LOOK });

  /** Projection and colouring that were asked for become what is drawn; points of another map fly to their places. */
  function show() {
    if (!state.view) return;
    const wish = allowed(state.look, state.view);
    const look = lookOf(state, wish, theme, pointsOf(state.view, wish.projection));
    const isOtherMap = Object.entries(surface.meta()).some(
      ([key, value]) => key !== "colouring" && value !== look.meta[key],
    );
    if (isOtherMap) scene.detach();
    surface.show(look, theme);
    if (isOtherMap) scene.attach(surface, lasso);
    drawScale(look.scale);
    drawBar(wish);
  }

  function drawBar(wish) {
    bar.replaceChildren(...createControls(state.view, wish, (change) => store.set({ look: { ...wish, ...change } })));
  }

  function drawScale(shown) {
    scale.hidden = !shown;
    if (!shown) return;
    scale.replaceChildren(
      shown.title,
      el("i", { style: `background:linear-gradient(to right,${shown.stops.join(",")})` }),
      el("span", {}, el("span", {}, shown.low.toPrecision(3)), el("span", {}, shown.high.toPrecision(3))),
    );
  }

  store.watch(["look", "view", "hidden"], show, signal);
  store.watch(["lassoFor"], () => (plot.style.cursor = state.lassoFor ? "crosshair" : ""), signal);
  const { camera, setCamera } = state; // of a map below, when this one lies on a talk's stage
  store.set({ camera: surface.camera, setCamera: surface.setCamera });
  signal.addEventListener("abort", () => {
    store.set({ camera, setCamera });
    scene.remove();
    host.remove();
  });
  return ({ bare = false }) => {
    theme = readTheme(host);
    bar.hidden = tools.element.hidden = bare;
    for (const part of [bar, tools.element]) part.style.display = bare ? "none" : "";
    show();
    tools.update({}, theme);
    scene.renew();
  };
}

/** What this model can show of a wish. */
function allowed({ projection, colouring }, view) {
  const known = TITLES[projection] || rawDims(projection, view.latentDim) ? projection : DEFAULT_LOOK.projection;
  return { projection: known, colouring: colouringsOf(view, known).includes(colouring) ? colouring : "class" };
}

function createControls(view, { projection, colouring }, change) {
  const dims = [...view.dims].sort((a, b) => b.klNats - a.klNats).map(({ dim }) => `z${dim + 1}`);
  const raw = rawDims(projection, view.latentDim)?.map((dim) => `z${dim + 1}`);
  const button = (value, title) =>
    el(
      "button",
      {
        "aria-pressed": String(projection === value),
        "data-testid": `map-${value}`,
        onclick: () => change({ projection: value }),
      },
      title,
    );
  const plane = el(
    "button",
    {
      "aria-pressed": String(Boolean(raw)),
      "data-testid": "map-raw",
      disabled: dims.length < 2,
      onclick: () => change({ projection: `${dims[0]},${dims[1]}` }),
    },
    "Latent dims",
  );
  const axis = (at) =>
    select(dims, raw[at], ["Horizontal axis", "Vertical axis"][at], (value) =>
      change({ projection: (at ? [raw[0], value] : [value, raw[1]]).join() }),
    );
  const colour = select(
    colouringsOf(view, projection),
    colouring,
    "Colour by",
    (value) => change({ colouring: value }),
    COLOURINGS,
  );
  setAttribute(colour, "data-testid", "colouring");
  return [
    ...Object.entries(TITLES).map(([value, title]) => button(value, title)),
    plane,
    ...(raw ? [axis(0), axis(1)] : []),
    el("span", { class: "soft" }, "colour"),
    colour,
  ];
}

function select(values, chosen, label, onchoose, titles = {}) {
  const node = el(
    "select",
    { "aria-label": label, onchange: () => onchoose(node.value) },
    ...values.map((value) => el("option", { value, selected: value === chosen }, titles[value] ?? value)),
  );
  return node;
}

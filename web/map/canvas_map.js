/** The map as a part for hosts without Plotly: choice of projection and colouring, canvas surface, tools. */

import { el } from "../kit/dom.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { zoomed } from "./camera.js";
import { allowed, createControls, DEFAULT_STYLE, drawScale, SCALE_CSS } from "./canvas_controls.js";
import { createPoints, figureOf } from "./canvas_figure.js";
import { createCanvasSurface } from "./canvas_surface.js";
import { createMapGestures } from "./gestures.js";
import { createHint } from "./hint.js";
import { createLasso } from "./lasso.js";
import { describe, showLasso } from "./live_map.js";
import { createScene } from "./scene.js";
import { createMapTools } from "./tools.js";

const CSS = `
.canvas-map { display: flex; flex-direction: column; gap: 0.5rem; height: 100%; min-height: 0; }
.canvas-map .plot { flex: 1 1 0; min-height: 240px; overflow: hidden; border-radius: var(--radius); cursor: grab;
  touch-action: pan-y; }
.canvas-map .plot:active { cursor: grabbing; }
`;

/** `bare: true` in the props leaves out controls and tools: the presenter's stage. */
export function createCanvasMap({ root, store, frame, lens, signal }) {
  const { state } = store;
  const { host, bar, plot, scale } = createElements(root);
  let theme = readTheme(host);
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
  if (!state.mapStyle) store.set({ mapStyle: DEFAULT_STYLE });

  const showFigure = createFigureShow({ surface, scene, lasso });
  function show() {
    if (!state.view) return;
    const choice = allowed(state.mapStyle, state.view);
    drawScale(scale, showFigure(state, choice, theme).scale);
    const change = (changed) => store.set({ mapStyle: { ...choice, ...changed } });
    bar.replaceChildren(...createControls(state.view, choice, change));
  }

  store.watch(["mapStyle", "view", "hidden"], show, signal);
  store.watch(["lasso"], () => showLasso(plot, state.lasso !== null), signal);
  lens.maps.add(surface, signal);
  signal.addEventListener("abort", () => {
    scene.remove();
    host.remove();
  });
  return ({ bare = false }) => {
    theme = readTheme(host);
    for (const part of [bar, tools.element]) {
      part.hidden = bare;
      part.style.display = bare ? "none" : "";
    }
    show();
    tools.update({}, theme);
    scene.renew();
  };
}

function createElements(root) {
  const bar = el("div", { class: "row", role: "group", "aria-label": text("map.map") });
  const plot = el("div", { class: "plot" });
  const scale = el("div", { class: "scale", hidden: true });
  const style = el("style", {}, STYLE + CSS + SCALE_CSS);
  const host = el("section", { class: "ll canvas-map", "aria-label": text("map.codes") }, style, bar, plot);
  root.append(host);
  return { host, bar, plot, scale };
}

/** Projection and colouring that were chosen become what is drawn; points of another map fly to their places. */
function createFigureShow({ surface, scene, lasso }) {
  const pointsOf = createPoints();
  return (state, choice, theme) => {
    const figure = figureOf(state, choice, theme, pointsOf(state.view, choice.projection));
    const shown = { ...figure.meta, ...surface.meta() }; // the first figure replaces none
    const isOtherMap = shown.model !== figure.meta.model || shown.projection !== figure.meta.projection;
    if (isOtherMap) scene.detach();
    surface.show(figure, theme);
    if (isOtherMap) scene.attach(surface, lasso);
    return figure;
  };
}

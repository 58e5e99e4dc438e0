/** What lives on the host's chart: scene, gestures, lasso and hint; a new chart takes them over from the old one. */

import { setAttribute } from "../kit/dom.js";
import { text } from "../words/words.js";
import { createMapGestures } from "./gestures.js";
import { createHint } from "./hint.js";
import { createLasso } from "./lasso.js";
import { createPlotlySurface, watchForGraph } from "./plotly_surface.js";
import { createScene } from "./scene.js";

const MOVED_MS = 500; // after the last pan or zoom, before the host hears of it

export function createLiveMap({ container, store, frame, lens, signal, zoom, lassoed, theme }) {
  const { state } = store;
  container.style.position = "relative";
  const scene = createScene({ container, store, frame, lens, theme, signal });
  const hint = createHint(store, signal);
  container.append(hint);
  let surface = null;
  let onGraph = null; // aborts what listens on the present graph
  const tellCamera = createCameraNews({ store, lens }, () => surface, signal);

  function attach(graph) {
    onGraph?.abort();
    if (surface) scene.detach();
    surface = graph && createPlotlySurface(graph);
    if (!surface) return;
    onGraph = new AbortController();
    store.set({ colouring: surface.meta().colouring ?? "class" });
    describe(graph);
    const lasso = createLasso({ store, lens, surface, changed: scene.redraw, finished: lassoed });
    createMapGestures({ surface, store, frame, lens, signal: onGraph.signal, lasso, zoom });
    surface.onMoved(tellCamera);
    scene.attach(surface, lasso);
  }

  watchForGraph(container, attach, signal);
  store.watch(["lasso"], () => surface && showLasso(surface.element, state.lasso !== null), signal);
  signal.addEventListener("abort", () => {
    onGraph?.abort();
    scene.remove();
    hint.remove();
  });
  return {
    focus: () => surface?.element.focus(),
    camera: () => surface?.camera() ?? null,
    renew: scene.renew,
  };
}

/** The host keeps where the visitor is, for the next figure; evidence.js tells it, so that nothing is drawn anew. */
function createCameraNews({ store, lens }, surfaceNow, signal) {
  let moved = 0;
  const tell = () => {
    const surface = surfaceNow();
    if (!surface) return;
    const mapView = { ...surface.camera(), projection: store.state.projection };
    store.set({ mapView });
    lens.requests.ask("keepMapView", mapView);
  };
  signal.addEventListener("abort", () => clearTimeout(moved));
  return () => {
    clearTimeout(moved);
    moved = setTimeout(tell, MOVED_MS);
  };
}

/** The pointer over a map while a lasso is armed. @param {HTMLElement} element @param {boolean} isArmed */
export function showLasso(element, isArmed) {
  element.style.cursor = isArmed ? "crosshair" : "";
  element.style.touchAction = isArmed ? "none" : "pan-y"; // a loop may begin in any direction
}

/** Says what a map is, and how its keys work. @param {HTMLElement} element */
export function describe(element) {
  setAttribute(element, "data-testid", "map");
  setAttribute(element, "tabindex", "0");
  setAttribute(element, "role", "application");
  setAttribute(element, "aria-label", text("map.keys"));
}

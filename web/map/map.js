/**
 * The map: watches for the host's chart, lets gestures and scene live on it, and offers its tools.
 *
 * The points belong to the surface (here Streamlit's Plotly chart), everything live belongs to the overlay.
 */

import { el, setAttribute } from "../kit/dom.js";
import { createLasso } from "./lasso.js";
import { createMapGestures } from "./gestures.js";
import { createScene } from "./scene.js";
import { createMapTools } from "./tools.js";
import { createPlotlySurface, watchForGraph } from "./plotly_surface.js";
import { readTheme, STYLE } from "../kit/theme.js";

const CONTAINER = "st-key-map";
const NO_SURFACE_MS = 15_000;
const MOVED_MS = 500; // after the last pan or zoom, before the host hears of it

export function createMap({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const host = el("section", { class: "ll map-tools", "aria-label": "Map tools" }, el("style", {}, STYLE));
  root.append(host);
  let theme = readTheme(host);
  let live = null; // what is on the map, from when its container is there
  let wishes = Date.now();

  /** Asks the host for other axis ranges, or with null for the whole map; the count makes every wish a new one. */
  function setCamera(camera) {
    store.set({ mapView: camera && { ...camera, projection: state.projection } });
    emit("camera", { ...camera, projection: state.projection, wish: (wishes += 1) });
  }

  const zoom = (factor) => live?.camera() && setCamera(zoomed(live.camera(), factor));
  const tools = createMapTools({ store, lens, emit, signal, zoom, setCamera });
  host.append(tools.element);

  whenPresent(
    `.${CONTAINER}`,
    (container) => {
      live = createLiveMap({
        container,
        store,
        frame,
        lens,
        emit,
        signal,
        zoom,
        lassoed: tools.lassoed,
        theme: () => theme,
      });
    },
    signal,
  );
  store.set({ camera: () => live?.camera() ?? null });
  const missing = setTimeout(() => !live?.camera() && emit("fallback", true), NO_SURFACE_MS);
  signal.addEventListener("abort", () => {
    clearTimeout(missing);
    store.set({ camera: null });
    host.remove();
  });
  return (props) => {
    const before = theme.background;
    theme = readTheme(host);
    tools.update(props, theme);
    if (theme.background !== before) live?.renew();
  };
}

function createLiveMap({ container, store, frame, lens, emit, signal, zoom, lassoed, theme }) {
  const { state } = store;
  container.style.position = "relative";
  const scene = createScene({ container, store, frame, lens, theme, signal });
  const hint = createHint(store, signal);
  container.append(hint);
  let surface = null;
  let onGraph = null; // aborts what listens on the present graph
  let moved = 0;

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

  /** The host keeps where the visitor is, for the next figure; evidence.js tells it, so that nothing is drawn anew. */
  function tellCamera() {
    clearTimeout(moved);
    moved = setTimeout(() => {
      if (!surface) return;
      const seen = { ...surface.camera(), projection: state.projection };
      store.set({ mapView: seen, seen });
    }, MOVED_MS);
  }

  watchForGraph(container, attach, signal);
  store.watch(
    ["lassoFor"],
    () => surface && (surface.element.style.cursor = state.lassoFor ? "crosshair" : ""),
    signal,
  );
  signal.addEventListener("abort", () => {
    clearTimeout(moved);
    onGraph?.abort();
    scene.remove();
    hint.remove();
  });
  return { camera: () => surface?.camera() ?? null, renew: scene.renew };
}

/** Calls back with the element once it is there: parts and containers come in any order. */
function whenPresent(selector, found, signal) {
  const look = () => {
    const element = document.querySelector(selector);
    if (!element) return false;
    observer.disconnect();
    found(element);
    return true;
  };
  const observer = new MutationObserver(look);
  if (look()) return;
  observer.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
}

export function describe(graph) {
  setAttribute(graph, "data-testid", "map");
  setAttribute(graph, "tabindex", "0");
  setAttribute(graph, "role", "application");
  setAttribute(
    graph,
    "aria-label",
    "Map of the codes. Arrow keys move over it and decode, Enter keeps the place, Escape returns, plus and minus zoom.",
  );
}

/** One sentence for a first visit, gone with the first touch. */
export function createHint(store, signal) {
  const hint = el(
    "div",
    {
      style:
        "position:absolute;left:4px;top:4px;z-index:3;pointer-events:none;max-width:80%;padding:2px 6px;border-radius:6px;" +
        "font:500 14px/1.35 var(--st-font);background:color-mix(in srgb, var(--st-background-color) 82%, transparent)",
    },
    "Move over the map: every picture is decoded live.",
  );
  hint.hidden = !store.state.isFirstVisit;
  store.watch(["isFirstVisit"], () => (hint.hidden = true), signal);
  return hint;
}

/** The same centre, a smaller or larger range. */
export function zoomed({ x, y }, factor) {
  const scale = ([low, high]) => [low, high].map((value) => (low + high) / 2 + (value - (low + high) / 2) * factor);
  return { x: scale(x), y: scale(y) };
}

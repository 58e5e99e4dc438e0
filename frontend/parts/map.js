/**
 * Everything live over a map surface: marker, trail, spokes, class names, thumbnails, morph, lasso.
 *
 * The points belong to the surface (here Streamlit's Plotly chart); the overlay follows its camera.
 */

import { STAGE } from "../frame.js";
import { classCentres } from "./atlas_view.js";
import { el, reducedMotion, setAttribute } from "./dom.js";
import { createLasso } from "./lasso.js";
import { createMapGestures } from "./map_gestures.js";
import { createMapTools } from "./map_tools.js";
import { createTrail, drawClassNames, drawLasso, drawMarker, drawSelection, drawSpokes, drawTether } from "./marks.js";
import { playMorph } from "./morph.js";
import { createOverlay } from "./overlay.js";
import { watchForGraph, createPlotlySurface } from "./plotly_surface.js";
import { classColour, readTheme, STYLE } from "./theme.js";
import { createThumbnails } from "./thumbnails.js";

const CONTAINER = "st-key-map";
const SETTLE_MS = 140; // after the last camera event, before thumbnails are chosen anew
const NO_SURFACE_MS = 6000;

export function createMap({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const host = el("section", { class: "ll map-tools", "aria-label": "Map tools" }, el("style", {}, STYLE));
  root.append(host);
  let theme = readTheme(host);
  let map = null;
  let wishes = Date.now();

  /** Asks the host for other axis ranges, or with null for the whole map; the count makes every wish a new one. */
  const setCamera = (camera) => emit("camera", { ...camera, projection: state.projection, wish: (wishes += 1) });
  const zoom = (factor) => map && setCamera(zoomed(map.surface.camera(), factor));
  const tools = createMapTools({ store, lens, emit, signal, zoom, setCamera, redraw: () => map?.redraw() });
  host.append(tools.element);

  function attach(graph) {
    map?.detach();
    map = graph && attachMap({ surface: createPlotlySurface(graph), store, frame, lens, zoom, theme: () => theme, lassoed: tools.lassoed });
    store.set({ camera: () => map?.surface.camera() ?? null });
  }

  watchForGraph(CONTAINER, attach, signal);
  const missing = setTimeout(() => !map && emit("fallback", true), NO_SURFACE_MS);
  signal.addEventListener("abort", () => {
    clearTimeout(missing);
    map?.detach();
    store.set({ camera: null });
    host.remove();
  });
  return (props) => {
    theme = readTheme(host);
    tools.update(props, theme);
    map?.redraw();
  };
}

/** Lays marker, trail, names and thumbnails over a surface and takes its pointer; `detach` undoes it. */
export function attachMap({ surface, store, frame, lens, zoom, theme, lassoed }) {
  const { state } = store;
  const abort = new AbortController();
  const { signal } = abort;
  const back = createOverlay(surface, 1);
  const front = createOverlay(surface, 2);
  const trail = createTrail();
  let centres = [];
  let drawn = null; // what the surface showed when it last settled: {projection, model, camera, box, points}
  let stopMorph = null;
  let settle = 0;

  const lasso = createLasso({ store, lens, surface, changed: () => frontDue(), finished: lassoed });
  const gestures = createMapGestures({ surface, store, frame, lens, signal, lasso, zoom });
  const thumbnails = createThumbnails({ store, frame, signal, changed: () => backDue() });

  const isCurrent = () => state.view && surface.meta().model === state.model && lens.search;

  function drawBack() {
    const context = back.begin();
    if (!isCurrent() || stopMorph) return;
    clip(context, surface.box());
    thumbnails.draw(context, surface.toPixel);
    drawSelection(context, surface.toPixel, state.selection, { points: lens.search.points, theme: theme() });
    if (!thumbnails.isShown()) drawClassNames(context, surface.toPixel, centres, { view: state.view, theme: theme(), hidden: state.hidden });
    context.restore();
  }

  function drawFront() {
    const context = front.begin();
    if (!isCurrent() || !state.place || stopMorph) return;
    clip(context, surface.box());
    const now = performance.now();
    const isHover = state.origin.source === "map" && state.z !== state.pinned;
    const marker = surface.toPixel(...state.place);
    const colours = { theme: theme(), points: lens.search.points, view: state.view };
    if (!reducedMotion()) {
      trail.add(...state.place, now);
      if (trail.draw(context, surface.toPixel, now, theme().primary)) frontDue();
    }
    if (isHover && state.support) drawSpokes(context, surface.toPixel, marker, state.support.neighbours, colours);
    if (isHover && state.origin.at) drawTether(context, state.origin.at, marker, theme());
    const label = state.support?.nearest.label ?? 0;
    drawMarker(context, marker, { theme: theme(), colour: classColour(theme(), label), live: isHover });
    drawLasso(context, lasso.path(), theme());
    context.restore();
  }

  const backDue = frame.job(STAGE.paint, drawBack, signal);
  const frontDue = frame.job(STAGE.paint, drawFront, signal);

  function restart() {
    if (!isCurrent()) return backDue();
    thumbnails.restart(theme());
    centres = classCentres(state.view, lens.search.points);
    choose();
    redraw();
  }

  function choose() {
    if (isCurrent()) thumbnails.choose(surface, lens.search.points, state.pictures);
    backDue();
  }

  /** The surface drew anew: same map under another camera, or another projection, which flies in. */
  function onCamera() {
    const meta = surface.meta();
    if (meta.model === state.model && state.view) {
      const changed = drawn && drawn.model === meta.model && drawn.projection !== meta.projection;
      lens.project(meta.projection);
      if (changed) morph(drawn);
      if (changed || drawn?.model !== meta.model) restart();
      drawn = { ...meta, points: lens.search.points, place: placer(surface) };
    }
    redraw();
    clearTimeout(settle);
    settle = setTimeout(choose, SETTLE_MS);
  }

  function morph(before) {
    stopMorph?.();
    trail.clear();
    const groups = surface.pointsByColour(state.view);
    if (!groups) return;
    surface.showPoints(false);
    const finish = () => {
      surface.showPoints(true);
      stopMorph = null;
      redraw();
    };
    const paint = (draw) => draw(back.begin());
    const to = allPixels(lens.search.points, surface.toPixel);
    stopMorph = () => {};
    stopMorph = playMorph({ from: allPixels(before.points, before.place), to, groups, paint, done: finish });
    if (reducedMotion()) stopMorph = null;
    front.begin();
  }

  function redraw() {
    backDue();
    frontDue();
  }

  const hint = createHint(store, signal);
  surface.element.append(hint);
  surface.onCamera(onCamera);
  store.watch(["place", "origin", "support"], frontDue, signal);
  store.watch(["view", "model"], () => { drawn = null; trail.clear(); onCamera(); }, signal);
  store.watch(["hidden", "pictures"], choose, signal);
  store.watch(["selection"], redraw, signal);
  store.watch(["lassoFor"], () => (surface.element.style.cursor = state.lassoFor ? "crosshair" : ""), signal);
  describe(surface.element);
  onCamera();

  return {
    surface,
    redraw: () => (restart(), frontDue()),
    detach() {
      clearTimeout(settle);
      stopMorph?.();
      abort.abort();
      surface.destroy();
      back.remove();
      hint.remove();
      front.remove();
    },
  };

  function describe(node) {
    setAttribute(node, "data-testid", "map");
    setAttribute(node, "tabindex", "0");
    setAttribute(node, "role", "application");
    setAttribute(node, "aria-label", "Map of the test codes. Arrow keys move over it and decode, Enter keeps the place, Escape returns, plus and minus zoom.");
  }
}

/** One sentence for a first visit, gone with the first touch. */
function createHint(store, signal) {
  const hint = el("div", { style: "position:absolute;left:8px;top:8px;z-index:3;pointer-events:none;max-width:60%;font:500 14px var(--st-font)" },
    "Move over the map or drag a slider: every picture is decoded live, here in your browser.");
  hint.hidden = !store.state.isFirstVisit;
  store.watch(["isFirstVisit"], () => (hint.hidden = true), signal);
  return hint;
}

function clip(context, { left, top, width, height }) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
}

/** Today's conversion to pixels, frozen: linear axes need two points each. */
function placer(surface) {
  const [x0, y0] = surface.toPixel(0, 0);
  const [x1, y1] = surface.toPixel(1, 1);
  return (x, y) => [x0 + (x1 - x0) * x, y0 + (y1 - y0) * y];
}

function allPixels(points, toPixel) {
  const pixels = new Float32Array(points.length);
  for (let i = 0; i < points.length; i += 2) pixels.set(toPixel(points[i], points[i + 1]), i);
  return pixels;
}

/** The same centre, a smaller or larger range. */
export function zoomed({ x, y }, factor) {
  const scale = ([low, high]) => [low, high].map((value) => (low + high) / 2 + (value - (low + high) / 2) * factor);
  return { x: scale(x), y: scale(y) };
}

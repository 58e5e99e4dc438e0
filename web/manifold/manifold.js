/** The Manifold part: the board with its tools; the pointer decodes live, a click keeps the place. */

import { STAGE } from "../core/frame.js";
import { createPinReport } from "../core/pin_report.js";
import { el, setAttribute } from "../kit/dom.js";
import { imageName } from "../meter/class_words.js";
import { leave } from "../core/leaving.js";
import { drawBeyond, drawMarker, isOn } from "../map/marks.js";
import { createOutbox } from "../core/outbox.js";
import { isStandardPrior } from "../latent/prior.js";
import { classColour, readTheme, STYLE } from "../kit/theme.js";
import { createBoard } from "../board/board.js";
import { axisNames, chartOf, firstChoice, fits } from "../board/charts.js";
import { createCursor } from "../board/cursor.js";
import { createManifoldTools } from "./tools.js";
import { outlined } from "../board/ink.js";
import { drawScales } from "../board/scales.js";
import { addWaypoint } from "../core/waypoints.js";

const CSS = `
.manifold { display: grid; gap: 0.5rem; }
.manifold [hidden] { display: none !important; }
.manifold .board { position: relative; height: max(380px, calc(100vh - 215px)); border-radius: var(--radius); overflow: hidden;
  background: var(--wash); box-shadow: inset 0 0 0 1px var(--line); cursor: crosshair; touch-action: none; user-select: none; }
.manifold .board:active { cursor: grabbing; }
.manifold .corner { position: absolute; z-index: 3; right: 8px; top: 8px; display: grid; gap: 4px; }
.manifold .corner button { background: var(--st-background-color); width: 30px; padding: 0; }
.manifold .problem { position: absolute; z-index: 3; inset: auto 0 45% 0; text-align: center; font-weight: 600; margin: 0; }
@media (max-width: 640px) { .manifold .board { height: 70vh; } }
`;

export function createManifold({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const surface = el("div", {
    class: "board",
    tabindex: 0,
    role: "application",
    "data-testid": "manifold",
    "aria-label":
      "Map of decoded pictures. Arrow keys move and decode, Shift and arrow keys pan, plus and minus zoom, zero shows all, Enter keeps the place, A adds it to the walk, Escape returns.",
  });
  const problem = el("p", { class: "problem", role: "status" });
  const tools = createManifoldTools({ store, lens, signal, emit: open, add: addPinned });
  const host = el(
    "section",
    { class: "ll manifold", "aria-label": "Manifold" },
    el("style", {}, STYLE + CSS),
    tools.top,
    surface,
    tools.bottom,
  );
  surface.append(problem);
  root.append(host);
  let theme = readTheme(host);
  let board = null;
  let cursor = null;
  let isFlat = false; // the three images of the plane lie on one line
  let isBeyond = false; // the marker lies outside the view

  /** To another page, through the host. */
  function open(event, page) {
    emit(event, page);
    leave();
  }

  function start() {
    if (board || !state.bench || !state.view) return;
    const moved = (view) =>
      lens.requests.isWaiting("showPlaneView") || store.set({ planeView: view && { model: state.model, ...view } });
    board = createBoard({
      element: surface,
      store,
      frame,
      signal,
      theme: () => theme,
      overlays: () => state.overlays,
      drawFront,
      moved,
    });
    cursor = createCursor({ board, store, frame, lens, signal, add: addPinned });
    surface.append(corner());
    lens.reports.manifold = () => ({ ...board.report(), isBeyond });
    choose();
  }

  const isReady = () => board && state.pinned && state.pinned.length === state.view?.latentDim;

  /** The chart of the present choice; a choice that the model does not have falls back to its first two dimensions. */
  function choose() {
    if (!isReady()) return;
    if (!fits(state, state.plane)) return store.set({ plane: firstChoice(state.view) });
    const chart = chartOf(state, state.plane, state.quantile && isStandardPrior(state.view));
    isFlat = !chart;
    sayProblem();
    if (chart && chart.key !== board.chart()?.key)
      board.open(chart, state.planeView?.model === state.model ? state.planeView : null);
    if (chart) lens.requests.retry("showPlaneView");
  }

  /** The view of a link, or of a point that was gone back to. */
  function showView(view) {
    if (!isReady() || !board.chart()) return false;
    if (view.model === state.model) board.camera.showView(view);
  }

  function sayProblem() {
    const flat = isFlat && state.view ? "The three images lie on one line and span no plane: choose another one." : "";
    problem.textContent = state.view || !state.problem ? flat : "There is no map: this model cannot be shown.";
  }

  function drawFront(context, { camera, chart }, ink) {
    drawScales(context, camera, axisNames(state.plane, chart().quantile), ink);
    drawImages(context, camera, chart(), ink);
    if (!state.z) return;
    const label = state.support?.nearest.label ?? 0;
    const place = (z) => camera.toPixel(...chart().toMap(z));
    const isLive = state.z !== state.pinned && state.origin.source === "manifold";
    if (isLive)
      drawMarker(context, place(state.pinned), {
        theme: { ...ink, text: theme.primary },
        colour: theme.primary,
        live: true,
      });
    const at = place(state.z);
    isBeyond = !isOn(at, camera.size());
    if (isBeyond) drawBeyond(context, at, camera.size(), { theme: ink });
    else drawMarker(context, at, { theme: ink, colour: classColour(ink, label), live: isLive });
  }

  /** The three images that span the plane, by number. */
  function drawImages(context, camera, chart, ink) {
    if (state.plane.kind !== "images") return;
    context.font = `600 13px ${ink.font}`;
    context.textAlign = "left";
    for (const index of state.plane.images) {
      const [left, top] = camera.toPixel(...chart.toMap(state.view.code(index)));
      outlined(context, imageName(state.view, index), left + 7, top - 7, ink);
      context.fillRect(left - 3, top - 3, 6, 6);
    }
  }

  function addPinned() {
    addWaypoint(store, { z: state.pinned, index: state.pinnedOrigin.index ?? null });
  }

  function corner() {
    const { camera } = board;
    const button = (text, title, onclick) => el("button", { title, "aria-label": title, onclick }, text);
    const box = el(
      "div",
      { class: "corner" },
      button("+", "Zoom in", () => camera.zoomAt(1.6)),
      button("−", "Zoom out", () => camera.zoomAt(1 / 1.6)),
      button("⌂", "Show the whole plane", camera.fit),
    );
    for (const name of ["pointerdown", "pointerup", "pointermove"])
      box.addEventListener(name, (event) => event.stopPropagation());
    return box;
  }

  /** A stop of the tour: a plane that holds it, then a flight to it. */
  function visit({ z, index }) {
    if (!board) return;
    lens.pin(Float32Array.from(z), { source: "tour", index: index >= 0 ? index : null });
    if (state.view.latentDim > 2 && state.plane.kind !== "dims") store.set({ plane: firstChoice(state.view) });
    choose();
    board.camera.flyTo(...board.chart().toMap(z), 5);
  }

  const chooseDue = frame.job(STAGE.gesture, choose, signal);
  store.watch(["bench", "view"], () => (start(), chooseDue(), board?.redraw()), signal);
  store.watch(["problem"], sayProblem, signal);
  store.watch(["plane", "quantile"], choose, signal);
  store.watch(["pinned"], () => state.view?.latentDim > 2 && chooseDue(), signal);
  store.watch(["overlays"], () => board?.refresh(), signal);
  lens.requests.serve("showPlaneView", showView, signal);
  lens.requests.serve("showStop", visit, signal);
  store.watch(["scale", "smooth"], () => board?.recolour(), signal);
  store.watch(["z", "support", "pinned"], () => board?.redrawFront(), signal);
  const pinReport = createPinReport({ store, signal, outbox: createOutbox(emit, signal) });
  signal.addEventListener("abort", () => host.remove());
  start();
  return (props) => {
    pinReport.follow(props);
    theme = readTheme(host);
    tools.update(theme, () => board?.range() ?? null);
    setAttribute(surface, "data-theme", theme.kind);
    board?.refresh();
  };
}

/**
 * The map of the Interpolate page: the walks over the plane of a 2-D model, the line of a 1-D one, or over t-SNE; a
 * path can be drawn on it.
 */

import { drawMarker } from "../map/marks.js";
import { classColour, readTheme } from "../kit/theme.js";
import { createBoard } from "../board/board.js";
import { chartOf, firstChoice } from "../board/charts.js";
import { createCursor } from "../board/cursor.js";
import { thinned } from "../latent/walk.js";
import { METHODS } from "../core/walk_methods.js";
import { addWaypoint, waypointsOf } from "../core/waypoints.js";
import { text } from "../words/words.js";
import { createWalkMapView } from "./map_view.js";
import { createPathPen } from "./path_pen.js";
import { tsneChart } from "./tsne_chart.js";
import { createMapPoints, drawNumbers, drawWalk } from "./walk_lines.js";

const MOST_POINTS = 64; // of a drawn path

export function createWalkMap({ root, store, frame, lens, signal }) {
  const { state } = store;
  const view = createWalkMapView({
    draw: () => pen.toggle(),
    remove: () => store.set({ drawn: null }),
    fit: () => board?.camera.fit(),
  });
  root.append(view.host);
  const pen = createPathPen(
    view.surface,
    {
      locate: (event) => board.camera.locate(event),
      changed: view.showDrawing,
      grown: () => board.redrawFront(),
      finished: takePath,
    },
    signal,
  );
  const mapPoints = createMapPoints();
  let theme = readTheme(view.host);
  let board = null;
  let drawnCount = 0;

  const isFlat = () => state.view?.latentDim <= 2;

  function start() {
    if (!state.bench || !state.view || !state.pinned || state.pinned.length !== state.view.latentDim) return;
    board ??= openBoard();
    const chart = isFlat() ? chartOf(state, firstChoice(state.view), false) : tsneChart(state);
    if (chart.key === board.chart()?.key) return;
    mapPoints.forget();
    board.open(chart);
  }

  function openBoard() {
    const opened = createBoard({
      element: view.surface,
      store,
      frame,
      signal,
      theme: () => theme,
      overlays: () => new Set(isFlat() ? ["pictures"] : ["points"]),
      drawFront,
      takesDrag: pen.isUp,
    });
    const add = () => addWaypoint(store, { z: state.pinned });
    createCursor({ board: opened, store, frame, lens, signal, add, isBusy: pen.isUp });
    return opened;
  }

  function drawFront(context, { camera, chart }, ink) {
    const { toMap } = chart();
    const toPixel = (z) => camera.toPixel(...toMap(z));
    for (const method of Object.keys(METHODS)) {
      const row = state.walks[method];
      if (row?.model !== state.model) continue;
      const points = mapPoints.of(row, (z) => toMap(z));
      drawWalk(context, camera.toPixel, points, { method, isChosen: method === state.walk }, ink);
    }
    drawNumbers(
      context,
      waypointsOf(state).map(({ z }) => toPixel(z)),
      ink,
    );
    if (pen.stroke()) drawStroke(context, camera, ink);
    if (state.z) drawMarker(context, toPixel(state.z), markerOf(state, ink));
  }

  function drawStroke(context, camera, ink) {
    const points = pen.stroke().map((at) => camera.toData(...at));
    drawWalk(context, camera.toPixel, points, { method: "drawn", isChosen: true }, ink);
  }

  /** @param {[number, number][]} stroke pixels */
  function takePath(stroke) {
    const chart = board.chart();
    const codes = stroke.map((at) => chart.toCode(...board.camera.toData(...at)));
    const path = thinned(codes, MOST_POINTS);
    if (path.length < 2) return view.report(text("walks.pathTooShort"));
    drawnCount += 1;
    store.set({ drawn: { path, model: state.model, id: drawnCount }, walk: "drawn" });
    view.report(text("walks.pathDrawn", { n: path.length }));
  }

  const offerRemoval = () => view.showRemover(state.drawn?.model === state.model);
  const changed = () => {
    start();
    board?.redraw();
  };
  store.watch(["bench", "view"], changed, signal);
  store.watch(["z", "support", "walks", "walk", "waypoints"], () => board?.redrawFront(), signal);
  store.watch(["scale", "smooth"], () => board?.recolour(), signal);
  store.watch(["drawn", "model"], offerRemoval, signal);
  offerRemoval();
  signal.addEventListener("abort", () => view.host.remove());
  start();
  return () => {
    theme = readTheme(view.host);
    start();
    board?.refresh();
  };
}

const markerOf = ({ support, z, pinned }, ink) => ({
  theme: ink,
  colour: classColour(ink, support?.nearest.label ?? 0),
  live: z !== pinned,
});

/**
 * The map of the Interpolate page: the walks over the plane of a 2-D model, the line of a 1-D one, or over t-SNE; a
 * path can be drawn on it.
 */

import { readTheme } from "../kit/theme.js";
import { createBoard } from "../board/board.js";
import { chartOf, firstChoice } from "../board/charts.js";
import { createCursor } from "../board/cursor.js";
import { thinned } from "../latent/walk.js";
import { addWaypoint, asHeld, waypointsOf } from "../core/waypoints.js";
import { text } from "../words/words.js";
import { createLattice } from "./lattice.js";
import { createFront } from "./map_front.js";
import { createWalkMapView } from "./map_view.js";
import { createPathPen } from "./path_pen.js";
import { tsneChart } from "./tsne_chart.js";
import { areIn, viewAround } from "./view_around.js";

const MOST_POINTS = 64; // of a drawn path

export function createWalkMap({ root, store, frame, lens, signal }) {
  const { state } = store;
  const view = createWalkMapView({
    draw: () => pen.toggle(),
    remove: () => store.set({ drawn: null }),
    fit: () => board?.camera.fit(),
  });
  view.host.append(createLattice({ store, lens, frame, signal }).element);
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
  const front = createFront(state, pen.stroke);
  let theme = readTheme(view.host);
  let board = null;
  let drawnCount = 0;

  const isFlat = () => state.view?.latentDim <= 2;

  function start() {
    if (!state.bench || !state.view || !state.pinned || state.pinned.length !== state.view.latentDim) return;
    board ??= openBoard();
    const chart = isFlat() ? chartOf(state, firstChoice(state.view), false) : tsneChart(state);
    if (chart.key === board.chart()?.key) return;
    front.forget();
    board.open(chart);
    holdWaypoints();
  }

  /** No waypoint is out of sight. */
  function holdWaypoints() {
    const chart = board?.chart();
    if (!chart || !board.camera.scale()) return;
    const places = waypointsOf(state)
      .filter(({ z }) => z.length === state.view.latentDim)
      .map(({ z }) => chart.toMap(z));
    if (!areIn(places, board.camera.camera())) board.camera.showView(viewAround(places, chart.home));
  }

  function openBoard() {
    const opened = createBoard({
      element: view.surface,
      store,
      frame,
      signal,
      theme: () => theme,
      overlays: () => new Set(isFlat() ? ["pictures"] : ["points"]),
      drawFront: front.draw,
      takesDrag: pen.isUp,
    });
    const add = () => addWaypoint(store, { z: state.pinned });
    createCursor({ board: opened, store, frame, lens, signal, add, isBusy: pen.isUp });
    return opened;
  }

  /** @param {[number, number][]} stroke pixels */
  function takePath(stroke) {
    const chart = board.chart();
    const codes = stroke.map((at) => asHeld(state, chart.toCode(...board.camera.toData(...at))));
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
  store.watch(["waypoints"], holdWaypoints, signal);
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

/** The manifold on the stage: the page's own board with the overlays, plane and zoom of the stop; the pointer decodes. */

import { createBoard } from "../board/board.js";
import { axisNames, chartOf, firstChoice } from "../board/charts.js";
import { createCursor } from "../board/cursor.js";
import { drawScales } from "../board/scales.js";
import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { drawMarker } from "../map/marks.js";
import { createWalkPlaces, drawWalkLine } from "../map/path_mark.js";
import { isStandardPrior } from "../latent/prior.js";
import { classColour, readTheme } from "../kit/theme.js";

const CSS = `
:host { display: grid; min-height: 0; min-width: 0; container-type: size; place-items: center; }
.board { position: relative; width: min(100cqw, 100cqh); aspect-ratio: 1; overflow: hidden; border-radius: 10px; cursor: crosshair; touch-action: none; user-select: none; outline-offset: 2px; }
`;

export function createLatticePanel({ root, store, frame, lens, signal }) {
  const { state } = store;
  const box = el("div", {
    class: "board",
    tabindex: 0,
    "data-testid": "lattice",
    role: "application",
    "aria-label": "Map of decoded pictures: the pointer decodes, scroll or pinch to zoom, drag to pan",
  });
  root.append(el("style", {}, CSS), box);
  const placesOf = createWalkPlaces();
  let board = null;
  let theme = readTheme(box);

  function start() {
    if (board || !state.bench || !state.view) return;
    board = createBoard({
      element: box,
      store,
      frame,
      signal,
      theme: () => theme,
      overlays: () => state.overlays ?? new Set(["pictures"]),
      drawFront,
    });
    createCursor({ board, store, frame, lens, signal, add() {} });
    globalThis.latentLens && (globalThis.latentLens.stageReport = board.report);
  }

  function choose() {
    start();
    if (!board || !state.pinned || state.pinned.length !== state.view?.latentDim) return;
    const fits =
      state.plane &&
      (state.plane.dims ?? []).every((dim) => dim < state.view.latentDim) &&
      (state.plane.images ?? []).every((index) => index < state.view.count);
    const plane = fits ? state.plane : firstChoice(state.view);
    const chart = chartOf(state, plane, Boolean(state.quantile) && isStandardPrior(state.view));
    if (!chart) return;
    chart.names = axisNames(plane, chart.quantile);
    const wish = state.planeWish?.model === state.model ? state.planeWish : null;
    if (chart.key !== board.chart()?.key) board.open(chart, wish);
    else if (wish) board.camera.showView(wish);
    if (wish) store.set({ planeWish: null });
  }

  /** Another stop without a zoom of its own shows the whole plane. */
  function fit() {
    if (!state.planeView && board?.chart()) board.camera.fit();
  }

  function drawFront(context, { camera, chart }, ink) {
    drawScales(context, camera, chart().names, ink);
    const { shownWalk } = state;
    if (shownWalk?.model === state.model)
      drawWalkLine(
        context,
        camera.toPixel,
        placesOf(shownWalk, chart().key, (z) => chart().toMap(z)),
        ink,
      );
    if (!state.z) return;
    const place = camera.toPixel(...chart().toMap(state.z));
    drawMarker(context, place, {
      theme: ink,
      colour: classColour(ink, state.support?.nearest.label ?? 0),
      live: state.z !== state.pinned,
    });
  }

  const chooseDue = frame.job(STAGE.gesture, choose, signal);
  store.watch(["bench", "view", "pinned", "plane", "quantile", "planeWish"], chooseDue, signal);
  store.watch(["planeView"], fit, signal);
  store.watch(["overlays"], () => board?.refresh(), signal);
  store.watch(["scale", "smooth"], () => board?.recolour(), signal);
  store.watch(["z", "support", "shownWalk"], () => board?.redrawFront(), signal);
  return () => {
    theme = readTheme(box);
    choose();
    board?.refresh();
  };
}

/**
 * The plane of decoded pictures on the stage: the page's own board with the overlays, plane and zoom of the stop; the
 * pointer decodes.
 */

import { createBoard } from "../board/board.js";
import { axisNames, chartOf, firstChoice, fits } from "../board/charts.js";
import { createCursor } from "../board/cursor.js";
import { drawScales } from "../board/scales.js";
import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { drawMarker } from "../map/marks.js";
import { createWalkPoints, drawWalkLine } from "../map/path_mark.js";
import { isStandardPrior } from "../latent/prior.js";
import { classColour, readTheme } from "../kit/theme.js";
import { text } from "../words/words.js";

const CSS = `
:host { display: grid; min-height: 0; min-width: 0; container-type: size; place-items: center; }
.board { position: relative; width: min(100cqw, 100cqh); aspect-ratio: 1; overflow: hidden; border-radius: 10px;
  cursor: crosshair; touch-action: none; user-select: none; outline-offset: 2px; }
`;

export function createLatticePanel({ root, store, frame, lens, signal }) {
  const { state } = store;
  const box = el("div", {
    class: "board",
    tabindex: 0,
    "data-testid": "lattice",
    role: "application",
    "aria-label": text("talk.plane"),
  });
  root.append(el("style", {}, CSS), box);
  const walkPoints = createWalkPoints();
  let board = null;
  let theme = readTheme(box);
  let isChosen = false; // the plane of the stop is open

  function start() {
    if (board || !state.bench || !state.view) return;
    const overlays = () => state.overlays;
    board = createBoard({ element: box, store, frame, signal, theme: () => theme, overlays, drawFront });
    createCursor({ board, store, frame, lens, signal, add() {} });
    lens.reports.stage = board.report;
  }

  function choose() {
    start();
    if (!board || !state.pinned || state.pinned.length !== state.view?.latentDim) return;
    const plane = fits(state, state.plane) ? state.plane : firstChoice(state.view);
    const chart = chartOf(state, plane, state.quantile && isStandardPrior(state.view));
    if (!chart) return;
    chart.names = axisNames(plane, chart.quantile);
    if (chart.key !== board.chart()?.key) board.open(chart);
    isChosen = true;
    lens.requests.retry("showPlaneView");
    isChosen = false;
  }

  /** A view is one of a plane: the plane of the stop is opened first. */
  function showView(view) {
    if (isChosen && view.model === state.model) return board.camera.showView(view);
    chooseDue();
    return false;
  }

  /** Another stop without a zoom of its own shows the whole plane. */
  function showWhole() {
    if (!state.planeView && board?.chart()) board.camera.fit();
  }

  function drawFront(context, { camera, chart }, ink) {
    const { names, key, toMap } = chart();
    drawScales(context, camera, names, ink);
    const { shownWalk } = state;
    if (shownWalk?.model === state.model) {
      const points = walkPoints(shownWalk, key, (z) => toMap(z));
      drawWalkLine(context, camera.toPixel, points, ink);
    }
    if (state.z) drawMarker(context, camera.toPixel(...toMap(state.z)), markerOf(state, ink));
  }

  const chooseDue = frame.job(STAGE.gesture, choose, signal);
  store.watch(["bench", "view", "pinned", "plane", "quantile"], chooseDue, signal);
  lens.requests.serve("showPlaneView", showView, signal);
  store.watch(["planeView"], showWhole, signal);
  store.watch(["overlays"], () => board?.refresh(), signal);
  store.watch(["scale", "smooth"], () => board?.recolour(), signal);
  store.watch(["z", "support", "shownWalk"], () => board?.redrawFront(), signal);
  return () => {
    theme = readTheme(box);
    choose();
    board?.refresh();
  };
}

const markerOf = ({ support, z, pinned }, ink) => ({
  theme: ink,
  colour: classColour(ink, support?.nearest.label ?? 0),
  live: z !== pinned,
});

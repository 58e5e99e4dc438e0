/**
 * The manifold as a map: decoded pictures in tiles with overlays behind, what moves with the pointer in front.
 *
 * The board knows charts, not pages: Start, Manifold, Interpolate's map and the stage of a talk use it.
 */

import { STAGE } from "../core/frame.js";
import { parseColour } from "../kit/picture.js";
import { createOverlay } from "../map/overlay.js";
import { createPosteriorMark } from "../map/posterior_mark.js";
import { createCamera } from "./camera.js";
import { drawPoints, projected } from "./code_points.js";
import { createDensityVeil } from "./density_veil.js";
import { drawEllipses } from "./ellipses.js";
import { inkOn } from "./ink.js";
import { createTiles } from "./tile_layers.js";
import { drawPrior } from "./prior_marks.js";
import { isStill } from "./stillness.js";
import { createTerrain } from "./terrain.js";

const SETTLE_MS = 120; // after the last camera change, before the density is counted anew

/** @typedef {ReturnType<typeof createBoard>} Board */
/** @typedef {import("./viewport.js").View} View */
/** @typedef {Record<string, any>} Ink colours of what lies on the pictures */

/**
 * @param {object} context
 * @param {HTMLElement} context.element
 * @param {any} context.store
 * @param {any} context.frame
 * @param {AbortSignal} context.signal
 * @param {() => any} context.theme
 * @param {() => Set<string>} context.overlays names of: pictures, points, ellipses, density, prior, magnification,
 *   regions, seams, energy
 * @param {(context: CanvasRenderingContext2D, board: any, ink: Ink) => void} context.drawFront
 * @param {() => boolean} [context.takesDrag] whether another gesture has the drag
 * @param {(view: View | null) => void} [context.moved] the camera came to rest: where, null for the whole map
 * @param {() => void} [context.shown] another view was drawn, or more of it
 */
export function createBoard(context) {
  const { element, store, frame, signal, theme, overlays, drawFront, takesDrag } = context;
  const { moved = () => {}, shown = () => {} } = context;
  const { state } = store;
  const camera = createCamera(element, { signal, changed: () => follow(), takesDrag });
  const back = createOverlay(element, 1);
  const front = createOverlay(element, 2);
  let chart = null;
  /** @type {import("./code_points.js").Projected | null} */
  let codes = null;
  let settling = 0;

  const hasPictures = () => overlays().has("pictures") && Boolean(chart?.toPlane);
  const ink = () => (hasPictures() ? inkOn(theme(), state.scale) : theme());
  const tiles = createTiles({ state, signal, changed: () => backDue(), theme: ink });
  const density = createDensityVeil(camera);
  const terrain = createTerrain({ state, frame, signal, changed: () => backDue() });
  const drawPosterior = createPosteriorMark(state);
  const isReady = () => Boolean(chart && camera.scale() && state.view);

  function drawBack() {
    const behind = back.begin();
    if (!isReady()) return;
    tiles.drawVeils(behind, camera, overlays().has("pictures"));
    drawAtlas(behind, overlays());
    tiles.noteFirstView();
    camera.endZoom(isStill(tiles.step(camera)));
    shown();
  }

  function drawAtlas(behind, on) {
    const marks = { view: state.view, chart, theme: ink() };
    if (on.has("energy")) terrain.draw(behind, camera, chart);
    if (on.has("density")) density.draw(behind, codes.points, parseColour(theme().primary));
    tiles.drawSeams(behind, camera);
    if (on.has("points")) drawPoints(behind, camera, codes, marks);
    if (on.has("ellipses")) drawEllipses(behind, camera, codes, marks);
    if (on.has("prior")) drawPrior(behind, camera, marks);
  }

  function drawInFront() {
    const before = front.begin();
    if (!isReady()) return;
    drawPosterior(before, { map: chart, toMap: chart.toMap, toPixel: camera.toPixel }, ink());
    drawFront(before, board, ink());
  }

  const backDue = frame.job(STAGE.paint, drawBack, signal);
  const frontDue = frame.job(STAGE.paint, drawInFront, signal);

  function redraw() {
    backDue();
    frontDue();
  }

  /** The view moved: ask for what it lacks, draw what there is. */
  function follow() {
    if (!chart || !state.view) return;
    tiles.choose(camera);
    clearTimeout(settling);
    settling = setTimeout(settle, SETTLE_MS);
    redraw();
  }

  function settle() {
    density.forget();
    tiles.settle();
    moved(camera.view());
    backDue();
  }

  function refresh() {
    tiles.show(chart?.toPlane ? overlays() : new Set());
    density.forget();
    follow();
  }

  /** Shows another chart; the camera stays where it was if the home square is the same, or starts at a view. */
  function open(next, start = null) {
    const isSameSquare = chart && JSON.stringify(chart.home) === JSON.stringify(next.home);
    const kept = start ?? (isSameSquare ? camera.view() : null);
    chart = next;
    codes = next.projected ?? projected(state.view, next);
    tiles.open(next);
    camera.open(next.home, kept);
    refresh();
  }

  function recolour() {
    tiles.recolour();
    backDue();
  }

  signal.addEventListener("abort", () => {
    clearTimeout(settling);
    back.remove();
    front.remove();
  });
  const board = {
    camera,
    open,
    refresh,
    redraw,
    redrawFront: frontDue,
    recolour,
    chart: () => chart,
    codes: () => codes,
    range: tiles.range,
    ink,
    spacing: () => tiles.spacing(camera),
    isStill: () => isReady() && isStill(tiles.step(camera)),
    report: () => ({
      scale: camera.scale(),
      ...camera.camera(),
      spacing: tiles.spacing(camera),
      step: tiles.step(camera),
      ...tiles.report(),
    }),
  };
  return board;
}

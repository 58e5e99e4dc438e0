/**
 * The manifold as a map: decoded pictures in tiles with overlays behind, what moves with the pointer in front.
 *
 * The board knows charts, not pages: Manifold and the map of Interpolate are two users of it.
 */

import { STAGE } from "../core/frame.js";
import { createOverlay } from "../map/overlay.js";
import { parseColour } from "../kit/picture.js";
import { PALETTE } from "../kit/theme.js";
import { createCamera } from "./camera.js";
import { createMagnificationLayer, createPictureLayer, createRegionLayer, createSeamLayer } from "./layers.js";
import { densityPicture, drawEllipses, drawPoints, drawPrior, placed } from "./overlays.js";

const SETTLE_MS = 120; // after the last camera change, before the density is counted anew
const VEIL = { magnification: 0.82, regions: 0.6, density: 0.85 }; // pictures stay visible below

/**
 * @param {object} context
 * @param {HTMLElement} context.element
 * @param {() => object} context.theme
 * @param {() => Set<string>} context.overlays names: pictures, points, ellipses, density, prior, magnification, regions, seams
 * @param {(context: CanvasRenderingContext2D, board: object) => void} context.drawFront
 * @param {(view: {centre: number[], span: number} | null) => void} [context.moved] the camera came to rest: where, null for the whole map
 */
export function createBoard({
  element,
  store,
  frame,
  signal,
  theme,
  overlays,
  drawFront,
  takesDrag,
  moved = () => {},
}) {
  const { state } = store;
  const { bench } = state;
  const camera = createCamera(element, { signal, changed: () => follow(), takesDrag });
  const back = createOverlay(element, 1);
  const front = createOverlay(element, 2);
  let chart = null;
  let codes = null;
  let density = null;
  let opened = 0;
  let firstViewMs = null;
  let settle = 0;

  const changed = () => backDue();
  const shared = { bench, state, changed, signal, theme: () => inkOn(), latentDim: () => state.view.latentDim };
  const pictures = createPictureLayer({ ...shared, look: () => state });
  const layers = {
    pictures,
    magnification: createMagnificationLayer({ ...shared, range: () => range }),
    regions: createRegionLayer(shared),
    seams: createSeamLayer(shared),
  };
  let range = [-1, 2];

  /** Theme for what lies on the map: pictures are dark whatever the page is, unless they are ink on paper. */
  function inkOn() {
    const page = theme();
    if (!overlays().has("pictures") || !chart?.toPlane) return page;
    const isDark = state.scale !== "ink";
    return {
      ...page,
      kind: isDark ? "dark" : "light",
      classes: PALETTE[isDark ? "dark" : "light"],
      text: isDark ? "#f4f6ff" : "#14161d",
      background: isDark ? "#0a0c12" : "#ffffff",
    };
  }

  function drawBack() {
    const context = back.begin();
    if (!chart || !camera.scale() || !state.view) return;
    const on = overlays();
    for (const name of ["pictures", "magnification", "regions"]) {
      if (!layers[name].isShown()) continue;
      context.globalAlpha = on.has("pictures") ? (VEIL[name] ?? 1) : 1;
      layers[name].draw(context, camera);
    }
    context.globalAlpha = 1;
    drawAtlas(context, on);
    noteFirstView();
  }

  function drawAtlas(context, on) {
    const ink = inkOn();
    if (on.has("density")) drawDensity(context);
    if (layers.seams.isShown()) layers.seams.draw(context, camera);
    if (on.has("points")) drawPoints(context, camera, codes, { view: state.view, theme: ink });
    if (on.has("ellipses")) drawEllipses(context, camera, codes, { view: state.view, chart, theme: ink });
    if (on.has("prior")) drawPrior(context, camera, { view: state.view, chart, theme: ink });
  }

  /** Counted for one camera; until the next count it moves with the map. */
  function drawDensity(context) {
    if (!density) {
      const { x, y } = camera.camera();
      density = { picture: densityPicture(camera, codes, state.view.count, parseColour(theme().primary)), x, y };
    }
    const [left, top] = camera.toPixel(density.x[0], density.y[1]);
    const [right, bottom] = camera.toPixel(density.x[1], density.y[0]);
    context.imageSmoothingEnabled = true;
    context.globalAlpha = VEIL.density;
    context.drawImage(density.picture, left, top, right - left, bottom - top);
    context.globalAlpha = 1;
  }

  function noteFirstView() {
    if (firstViewMs === null && pictures.isShown() && pictures.size && !pictures.missing)
      firstViewMs = performance.now() - opened;
  }

  const backDue = frame.job(STAGE.paint, drawBack, signal);
  const frontDue = frame.job(
    STAGE.paint,
    () => {
      const context = front.begin();
      if (chart && camera.scale() && state.view) drawFront(context, board, inkOn());
    },
    signal,
  );

  /** The view moved: ask for what it lacks, draw what there is. */
  function follow() {
    if (!chart || !state.view) return;
    for (const layer of Object.values(layers)) layer.choose(camera);
    clearTimeout(settle);
    settle = setTimeout(settled, SETTLE_MS);
    backDue();
    frontDue();
  }

  function settled() {
    density = null;
    range = rangeOf(layers.magnification) ?? range;
    moved(camera.view());
    backDue();
  }

  function refresh() {
    const on = overlays();
    for (const [name, layer] of Object.entries(layers)) layer.show(on.has(name) && Boolean(chart?.toPlane));
    density = null;
    follow();
  }

  /** Shows another chart; the camera stays where it was if the home square is the same, or starts at a view. */
  function open(next, start = null) {
    const isSamePlace = chart && JSON.stringify(chart.home) === JSON.stringify(next.home);
    const kept = start ?? (isSamePlace ? camera.view() : null);
    chart = next;
    codes = next.placed ?? placed(state.view, next);
    opened = performance.now();
    firstViewMs = null;
    for (const layer of Object.values(layers)) layer.open(next);
    camera.open(next.home, kept);
    refresh();
  }

  signal.addEventListener("abort", () => {
    clearTimeout(settle);
    back.remove();
    front.remove();
  });
  const board = {
    camera,
    open,
    refresh,
    redraw: () => (backDue(), frontDue()),
    redrawFront: frontDue,
    recolour: () => (pictures.recolour(), backDue()),
    chart: () => chart,
    codes: () => codes,
    range: () => (layers.magnification.isShown() && layers.magnification.size ? range : null),
    report: () => ({
      firstViewMs,
      tiles: pictures.size,
      missing: pictures.missing,
      scale: camera.scale(),
      ...camera.camera(),
      workers: bench.workers,
      layers: Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, layer.size])),
    }),
  };
  return board;
}

/** 2nd to 98th percentile of what the layer holds. */
function rangeOf(layer) {
  const values = [];
  layer.each((kept) => values.push(...kept.values));
  if (!values.length) return null;
  values.sort((a, b) => a - b);
  const at = (share) => values[Math.floor(share * (values.length - 1))];
  return [at(0.02), Math.max(at(0.98), at(0.02) + 0.1)];
}

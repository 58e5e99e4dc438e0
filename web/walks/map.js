/** The map of the Interpolate page: the walks over the plane of a 2-D model, the line of a 1-D one, or over t-SNE; a path can be drawn on it. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { drawMarker } from "../map/marks.js";
import { createSearch } from "../core/search.js";
import { classColour, readTheme, STYLE } from "../kit/theme.js";
import { createBoard } from "../board/board.js";
import { chartOf, firstChoice } from "../board/charts.js";
import { createCursor } from "../board/cursor.js";
import { outlined } from "../board/overlays.js";
import { thinned } from "../latent/walk.js";
import { METHODS, walkColour } from "../core/walk_methods.js";
import { addWaypoint, waypointsOf } from "../core/waypoints.js";

const MOST_POINTS = 64; // of a drawn path
const GRAIN_PX = 3;

const CSS = `
.walkmap { display: grid; gap: 0.4rem; }
.walkmap .board { position: relative; height: clamp(260px, 38vh, 420px); border-radius: var(--radius); overflow: hidden; background: var(--wash);
  box-shadow: inset 0 0 0 1px var(--line); cursor: crosshair; user-select: none; }
.walkmap p { margin: 0; min-height: 1.35em; }
`;

export function createWalkMap({ root, store, frame, lens, signal }) {
  const { state } = store;
  const surface = el("div", {
    class: "board",
    tabindex: 0,
    role: "application",
    "data-testid": "walk-map",
    "aria-label":
      "Map of the walks. Arrow keys move and decode, Enter keeps the place, A adds it as a waypoint, plus and minus zoom.",
  });
  const draw = el(
    "button",
    {
      title: "Then drag over the map: your path becomes a walk of its own",
      "data-testid": "draw-path",
      onclick: () => arm(!armed),
    },
    "Draw a path",
  );
  const remove = el(
    "button",
    { title: "Remove the path that you drew", hidden: true, onclick: () => store.set({ drawn: null }) },
    "Remove it",
  );
  const said = el("p", { class: "soft", role: "status", "data-testid": "walk-map-said" });
  const host = el(
    "section",
    { class: "ll walkmap", "aria-label": "Map of the walks" },
    el("style", {}, STYLE + CSS),
    surface,
    el(
      "div",
      { class: "row" },
      draw,
      remove,
      el("button", { title: "Show the whole map", onclick: () => board?.camera.fit() }, "Fit"),
    ),
    said,
  );
  root.append(host);
  let theme = readTheme(host);
  let board = null;
  let armed = false;
  let stroke = null;
  let drawnCount = 0;
  /** @type {WeakMap<object, number[][]>} places of a row's points, as far as they are worked out */
  let places = new WeakMap();

  const isFlat = () => state.view?.latentDim <= 2;
  const overlays = () => new Set(isFlat() ? ["pictures"] : ["points"]);

  function start() {
    if (!state.bench || !state.view || !state.pinned || state.pinned.length !== state.view.latentDim) return;
    if (!board) {
      board = createBoard({
        element: surface,
        store,
        frame,
        signal,
        theme: () => theme,
        overlays,
        drawFront,
        takesDrag: () => armed,
      });
      createCursor({
        board,
        store,
        frame,
        lens,
        signal,
        add: () => addWaypoint(store, { z: state.pinned }),
        isBusy: () => armed,
      });
    }
    const chart = isFlat() ? chartOf(state, firstChoice(state.view), false) : tsneChart(state);
    if (chart.key === board.chart()?.key) return;
    places = new WeakMap();
    board.open(chart);
  }

  function drawFront(context, { camera, chart }, ink) {
    const map = chart();
    for (const method of Object.keys(METHODS)) {
      const row = state.walks?.[method];
      if (row && row.model === state.model)
        drawWalk(context, camera, placesOf(row, map), method, method === state.walk, ink);
    }
    context.font = `700 12px ${ink.font}`;
    context.textAlign = "center";
    waypointsOf(state).forEach(({ z }, i) =>
      outlined(context, String(i + 1), ...up(camera.toPixel(...map.toMap(z))), ink),
    );
    if (stroke)
      drawWalk(
        context,
        camera,
        stroke.map(([left, top]) => camera.toData(left, top)),
        "drawn",
        true,
        ink,
      );
    if (state.z)
      drawMarker(context, camera.toPixel(...map.toMap(state.z)), {
        theme: ink,
        colour: classColour(ink, state.support?.nearest.label ?? 0),
        live: state.z !== state.pinned,
      });
  }

  function placesOf(row, map) {
    if (!places.has(row))
      places.set(
        row,
        row.path.map((z) => map.toMap(z)),
      );
    return places.get(row);
  }

  function arm(on) {
    armed = on;
    stroke = null;
    setAttribute(draw, "aria-pressed", String(on));
    setText(said, on ? "Drag over the map to draw; Escape leaves." : "");
    surface.style.cursor = on ? "crosshair" : "";
  }

  function finish() {
    const map = board.chart();
    const path = thinned(
      (stroke ?? []).map((at) => map.toCode(...board.camera.toData(...at))),
      MOST_POINTS,
    );
    arm(false);
    if (path.length < 2)
      return setText(said, "A path needs more than one point: press, drag over the map, then let go.");
    store.set({ drawn: { path, model: state.model, id: (drawnCount += 1) }, walk: "drawn" });
    setText(said, `Your path of ${path.length} points is the last row.`);
  }

  const listen = (name, listener) => surface.addEventListener(name, listener, { signal });
  listen("pointerdown", (event) => armed && event.button === 0 && (stroke = [board.camera.locate(event)]));
  listen("pointermove", (event) => {
    if (!stroke) return;
    const at = board.camera.locate(event);
    const before = stroke.at(-1);
    if (Math.hypot(at[0] - before[0], at[1] - before[1]) >= GRAIN_PX) stroke.push(at);
    board.redrawFront();
  });
  listen("pointerup", () => stroke && setTimeout(finish)); // until then the release is none of the cursor's
  listen("pointercancel", () => stroke && arm(true));
  document.addEventListener("keydown", (event) => event.key === "Escape" && armed && arm(false), { signal });
  store.watch(["bench", "view"], () => (start(), board?.redraw()), signal);
  store.watch(["z", "support", "walks", "walk", "waypoints"], () => board?.redrawFront(), signal);
  store.watch(["scale", "smooth"], () => board?.recolour(), signal);
  store.watch(["drawn", "model"], () => (remove.hidden = state.drawn?.model !== state.model), signal);
  remove.hidden = state.drawn?.model !== state.model;
  signal.addEventListener("abort", () => host.remove());
  start();
  return () => {
    theme = readTheme(host);
    start();
    board?.refresh();
  };
}

const up = ([left, top]) => [left, top - 11];

function drawWalk(context, { toPixel }, points, method, isChosen, ink) {
  context.lineJoin = context.lineCap = "round";
  for (const halo of [true, false]) {
    context.setLineDash(halo ? [] : METHODS[method].dash);
    context.lineWidth = (isChosen ? 3.5 : 2) + (halo ? 2.5 : 0);
    context.strokeStyle = halo ? ink.background : walkColour(ink, method);
    context.globalAlpha = halo ? 0.7 : 1;
    context.beginPath();
    for (const point of points) context.lineTo(...toPixel(...point));
    context.stroke();
  }
  context.setLineDash([]);
}

/** t-SNE as a chart: places of the atlas both ways, no plane to decode. */
function tsneChart({ view, model }) {
  const search = createSearch(view, "tsne");
  const { points } = search;
  const ends = [0, 1].map((axis) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = axis; i < points.length; i += 2) [low, high] = [Math.min(low, points[i]), Math.max(high, points[i])];
    return [low, high];
  });
  const size = Math.max(...ends.map(([low, high]) => high - low));
  const [x, y] = ends.map(([low, high]) => (low + high - size) / 2);
  return {
    key: `tsne ${model}`,
    home: { x, y, size },
    bounded: false,
    toMap: search.place,
    toCode: (left, top) => search.invert(left, top),
    placed: { points, apart: new Float32Array(view.count), near: 0 },
  };
}

/** What is drawn over the map of the walks: the walks, the numbers of waypoints, the stroke of the pen, the marker. */

import { drawMarker } from "../map/marks.js";
import { classColour } from "../kit/theme.js";
import { METHODS } from "../core/walk_methods.js";
import { walkPoints } from "../core/waypoints.js";
import { drawClassNames } from "./class_names.js";
import { createMapPoints, drawNumbers, drawWalk } from "./walk_lines.js";

/** @param {any} state of the store @param {() => [number, number][] | null} stroke pixels of the pen, while it draws */
export function createFront(state, stroke) {
  const mapPoints = createMapPoints();

  /** @param {CanvasRenderingContext2D} context @param {any} board @param {any} ink theme */
  function draw(context, { camera, chart, codes }, ink) {
    const { toMap } = chart();
    const toPixel = (z) => camera.toPixel(...toMap(z));
    if (!chart().toPlane) drawClassNames(context, { camera, codes }, state.view, ink);
    drawRows(context, camera, toMap, ink);
    const numbered = walkPoints(state).map(({ z }) => toPixel(z));
    drawNumbers(context, numbered, ink);
    if (stroke()) drawStroke(context, camera, ink);
    if (state.z) drawMarker(context, toPixel(state.z), markerOf(state, ink));
  }

  function drawRows(context, camera, toMap, ink) {
    for (const method of Object.keys(METHODS)) {
      const row = state.walks[method];
      if (row?.model !== state.model) continue;
      const points = mapPoints.of(row, (z) => toMap(z));
      drawWalk(context, camera.toPixel, points, { method, isChosen: method === state.walk }, ink);
    }
  }

  function drawStroke(context, camera, ink) {
    const points = stroke().map((at) => camera.toData(...at));
    drawWalk(context, camera.toPixel, points, { method: "drawn", isChosen: true }, ink);
  }

  return { draw, forget: mapPoints.forget };
}

const markerOf = ({ support, z, pinned }, ink) => ({
  theme: ink,
  colour: classColour(ink, support?.nearest.label ?? 0),
  live: z !== pinned,
});

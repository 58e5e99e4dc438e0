/** The walks on a map: a line for each in its colour and dash, the chosen one wider; the numbers of the waypoints. */

import { outlined } from "../board/ink.js";
import { METHODS, walkColour } from "../core/walk_methods.js";

const ABOVE_PX = 11; // of a waypoint's number above its point

/**
 * @param {CanvasRenderingContext2D} context
 * @param {(x: number, y: number) => [number, number]} toPixel
 * @param {[number, number][]} points on the map
 * @param {{method: string, isChosen: boolean}} walk
 * @param {any} ink theme
 */
export function drawWalk(context, toPixel, points, { method, isChosen }, ink) {
  const width = isChosen ? 3.5 : 2;
  context.lineJoin = "round";
  context.lineCap = "round";
  strokePath(context, toPixel, points, { dash: [], width: width + 2.5, colour: ink.background, alpha: 0.7 });
  strokePath(context, toPixel, points, {
    dash: METHODS[method].dash,
    width,
    colour: walkColour(ink, method),
    alpha: 1,
  });
  context.setLineDash([]);
}

function strokePath(context, toPixel, points, { dash, width, colour, alpha }) {
  context.setLineDash(dash);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.globalAlpha = alpha;
  context.beginPath();
  for (const point of points) context.lineTo(...toPixel(...point));
  context.stroke();
}

/** @param {[number, number][]} pixels of the waypoints, in order */
export function drawNumbers(context, pixels, ink) {
  context.font = `700 12px ${ink.font}`;
  context.textAlign = "center";
  pixels.forEach(([left, top], i) => {
    outlined(context, String(i + 1), left, top - ABOVE_PX, ink);
  });
}

/** Points of a row on one map, as far as they are worked out: each costs a search. */
export function createMapPoints() {
  /** @type {WeakMap<object, [number, number][]>} by row */
  let known = new WeakMap();
  return {
    of(row, toMap) {
      if (!known.has(row)) known.set(row, row.path.map(toMap));
      return known.get(row);
    },
    forget() {
      known = new WeakMap();
    },
  };
}

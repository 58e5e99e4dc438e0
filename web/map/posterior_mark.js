/** Draws from the posterior of a drawing, as rings on a map: where the model thinks that it belongs. */

import { growthOf } from "./marks.js";

const RADIUS_PX = 4;

/**
 * While the visitor is at the code of a drawing; each of the places costs a search, so they are kept for one map.
 *
 * @param {import("../core/types.js").State} state
 */
export function createPosteriorMark(state) {
  let kept = { draws: null, map: null, places: /** @type {number[][]} */ ([]) };

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {object} on
   * @param {unknown} on.map what tells this map from another
   * @param {(z: Float32Array) => number[]} on.toMap
   * @param {(x: number, y: number) => number[]} on.toPixel
   * @param {{text: string, background: string}} theme
   */
  return (context, { map, toMap, toPixel }, theme) => {
    const { last } = state.drawing;
    if (!last?.draws || last.model !== state.model || state.pinnedOrigin.source !== "drawing") return;
    if (kept.draws !== last.draws || kept.map !== map)
      kept = { draws: last.draws, map, places: last.draws.map((z) => toMap(z)) };
    for (const [x, y] of kept.places) drawRing(context, toPixel(x, y), theme);
  };
}

/** @param {CanvasRenderingContext2D} context @param {number[]} place in pixels */
function drawRing(context, [x, y], { text, background }) {
  const growth = growthOf(context);
  const ring = (width, colour) => {
    context.lineWidth = width * growth;
    context.strokeStyle = colour;
    context.stroke();
  };
  context.beginPath();
  context.arc(x, y, RADIUS_PX * growth, 0, 2 * Math.PI);
  ring(4, background);
  ring(2, text);
}

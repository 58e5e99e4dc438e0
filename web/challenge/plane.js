/** The plane of a model of two numbers, for players who want to see where they are: the pointer moves over it. */

import { createBoard } from "../board/board.js";
import { chartOf, firstChoice } from "../board/charts.js";
import { createCursor } from "../board/cursor.js";
import { drawMarker } from "../map/marks.js";

const PICTURES_ONLY = new Set(["pictures"]);

/**
 * @param {{element: HTMLElement, store: any, frame: any, lens: any, signal: AbortSignal, theme: () => any}} context
 * @returns {{show: () => void}}
 */
export function createPlane({ element, store, frame, lens, signal, theme }) {
  const { state } = store;
  let board = null;

  function begin() {
    const overlays = () => PICTURES_ONLY;
    const takesDrag = () => true; // a finger moves the point
    board = createBoard({ element, store, frame, signal, theme, overlays, drawFront, takesDrag });
    createCursor({ board, store, frame, lens, signal, add: () => {}, followsTouch: true });
  }

  function drawFront(context, { camera, chart }, ink) {
    if (!state.z) return;
    const at = camera.toPixel(...chart().toMap(state.z));
    drawMarker(context, at, { theme: ink, colour: ink.text, live: state.z !== state.pinned });
  }

  store.watch(["z"], () => board?.redrawFront(), signal);
  return {
    show() {
      if (!state.bench || !state.view || !element.clientWidth) return;
      if (!board) begin();
      const chart = chartOf(state, firstChoice(state.view), false);
      if (chart && chart.key !== board.chart()?.key) board.open(chart);
    },
  };
}

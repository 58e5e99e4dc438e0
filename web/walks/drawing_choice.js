/** The visitor's own drawing as an end of the walk: a button that opens the pad, and then carries what was drawn. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { createFittingPainter } from "../kit/picture.js";
import { text } from "../words/words.js";

/**
 * @param {any} store
 * @param {string} name of the end, "from" or "to"
 * @param {(z: Float32Array) => void} put makes a code that end
 */
export function createDrawingChoice(store, name, put) {
  const { state } = store;
  const canvas = el("canvas", { class: "crisp", "aria-hidden": "true" });
  const words = el("span");
  const element = el("button", { class: "drawn", "data-testid": `draw-${name}`, onclick: choose }, canvas, words);
  const paint = createFittingPainter(canvas);

  /** What was drawn for this model, once its stroke has ended. */
  function drawn() {
    const { last } = state.drawing;
    return last?.draws && last.model === state.model ? last : null;
  }

  function choose() {
    const last = drawn();
    if (last) put(last.mu);
    else store.set({ drawing: { isOpen: true, last: null, carried: null }, compared: null });
  }

  return {
    element,
    /** @param {Uint32Array} table */
    draw(table) {
      const last = drawn();
      element.hidden = !state.engine.spec.encoder;
      canvas.hidden = !last;
      if (last) paint(last.x, state.engine.imageShape, table);
      setText(words, text(last ? "walks.drawnEnd" : "walks.drawEnd"));
      const title = text(last ? (name === "from" ? "walks.fromDrawing" : "walks.toDrawing") : "walks.drawEndTitle");
      setAttribute(element, "title", title);
      setAttribute(element, "aria-label", title);
    },
  };
}

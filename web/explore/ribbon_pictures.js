/** The small pictures of the ribbon: each decoded once, in the background of the frames, and kept with its pin. */

import { Problem } from "../engine/problem.js";
import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { createPainter, parseColour, strokeTable } from "../kit/picture.js";

export function createRibbonPictures({ store, frame, signal }) {
  const { state } = store;
  /** @type {Map<number, HTMLCanvasElement>} by pin */
  let kept = new Map();
  let made = null; // engine and colour that the kept ones were painted with
  let queue = [];

  /** @returns {boolean} whether there is more to do */
  function paintSome(hasTime) {
    while (queue.length) {
      paint(queue.shift());
      if (!hasTime()) return queue.length > 0;
    }
    return false;
  }

  const due = frame.job(STAGE.background, paintSome, signal);

  function paint({ pin, canvas }) {
    if (made?.engine !== state.engine) return;
    try {
      createPainter(canvas, made.engine.imageShape)(made.engine.decode(pin.z), strokeTable(parseColour(made.colour)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error; // a code without a picture has none here either
    }
  }

  return {
    /** One canvas for each pin of the present model; those without a picture get theirs in the next frames. */
    of(pins, colour) {
      if (made?.engine !== state.engine || made.colour !== colour) {
        made = { engine: state.engine, colour };
        kept = new Map();
        queue = [];
      }
      const before = kept;
      kept = new Map(pins.map((pin) => [pin.id, before.get(pin.id) ?? el("canvas", { class: "crisp" })]));
      queue = queue.filter(({ pin }) => kept.has(pin.id));
      for (const pin of pins) if (!before.has(pin.id)) queue.push({ pin, canvas: kept.get(pin.id) });
      due();
      return kept;
    },
  };
}

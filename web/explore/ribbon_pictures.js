/** The small pictures of the ribbon: each decoded once, in the background of the frames, and kept with its entry. */

import { Problem } from "../engine/problem.js";
import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { createPainter, parseColour, strokeTable } from "../kit/picture.js";

export function createRibbonPictures({ store, frame, signal }) {
  const { state } = store;
  /** @type {Map<number, HTMLCanvasElement>} by entry */
  let kept = new Map();
  let made = null; // engine and colour that the kept ones were painted with
  let queue = [];

  const due = frame.job(
    STAGE.background,
    (hasTime) => {
      while (queue.length) {
        paint(queue.shift());
        if (!hasTime()) return queue.length > 0;
      }
      return false;
    },
    signal,
  );

  function paint({ entry, canvas }) {
    if (made?.engine !== state.engine) return;
    try {
      createPainter(canvas, made.engine.imageShape)(made.engine.decode(entry.z), strokeTable(parseColour(made.colour)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error; // a place without a picture has none here either
    }
  }

  return {
    /** One canvas for each entry of the present model; those without a picture get theirs in the next frames. */
    of(entries, colour) {
      if (made?.engine !== state.engine || made.colour !== colour) {
        made = { engine: state.engine, colour };
        kept = new Map();
        queue = [];
      }
      const before = kept;
      kept = new Map(entries.map((entry) => [entry.id, before.get(entry.id) ?? el("canvas", { class: "crisp" })]));
      queue = queue.filter(({ entry }) => kept.has(entry.id));
      for (const entry of entries) if (!before.has(entry.id)) queue.push({ entry, canvas: kept.get(entry.id) });
      due();
      return kept;
    },
  };
}

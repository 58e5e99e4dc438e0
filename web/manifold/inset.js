/** The decoded picture in a corner of the board, where the stage is out of sight: in full screen. */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { captionAndSupport } from "../meter/support_words.js";
import { text } from "../words/words.js";

export const INSET_CSS = `
.inset { display: none; margin: 0; border-radius: 6px; overflow: hidden; background: rgb(10 12 18 / 86%);
  color: #f4f6ff; box-shadow: 0 0 0 1px rgb(255 255 255 / 30%); width: clamp(96px, 22vmin, 260px); }
.inset canvas { width: 100%; background: #000; }
.inset figcaption { padding: 0.2rem 0.4rem; min-height: 1.9em; font-size: 0.875rem; }
[data-full] .inset { display: block; }
`;

export function createInset({ store, frame, signal }) {
  const { state } = store;
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": text("manifold.picture") });
  const caption = el("figcaption");
  const element = el("figure", { class: "inset", "data-testid": "inset" }, canvas, caption);
  const paint = createFittingPainter(canvas);

  function draw() {
    const { pixels, engine, support, scale } = state;
    if (!pixels || !engine) return;
    paint(pixels, engine.imageShape, colourTable(scale));
    setText(caption, support ? captionAndSupport(support) : "");
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["pixels", "support", "scale"], due, signal);
  due();
  return { element };
}

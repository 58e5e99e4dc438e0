/**
 * The picture once more, small, in the window's corner: while a narrow screen shows the map, the plane or the walk and
 * the picture itself has been scrolled away, what a finger does is seen all the same.
 */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { asSentence } from "../meter/support_words.js";

const SEEN = 0.3; // of the picture: enough to follow it there

export const MINIATURE_CSS = `
.miniature { position: fixed; right: 10px; top: 66px; z-index: 999980; width: 112px; padding: 4px; display: none;
  border-radius: 10px; pointer-events: none; background: var(--frame, var(--line));
  box-shadow: 0 6px 24px rgb(0 0 0 / 35%); }
.miniature canvas { width: 100%; aspect-ratio: var(--aspect, 1); border-radius: 7px; background: #000; }
.miniature p { margin: 0; padding: 1px 4px; font-size: 0.875rem; text-align: center; line-height: 1.25;
  color: var(--st-text-color); background: var(--st-background-color); border-radius: 0 0 7px 7px; }
.miniature p:empty { display: none; }
@media (max-width: 900px) { .miniature.due { display: block; } }
`;

/**
 * @param {object} context
 * @param {any} context.store
 * @param {any} context.frame
 * @param {AbortSignal} context.signal
 * @param {HTMLElement} context.of the picture itself
 * @param {() => import("../core/types.js").Theme} context.theme
 */
export function createMiniature({ store, frame, signal, of, theme }) {
  const { state } = store;
  const canvas = el("canvas", { class: "crisp" });
  const caption = el("p");
  const element = el(
    "div",
    { class: "ll miniature", "aria-hidden": "true", "data-testid": "miniature" },
    canvas,
    caption,
  );
  const paint = createFittingPainter(canvas, (shape) => {
    element.style.setProperty("--aspect", `${shape[2]} / ${shape[1]}`);
  });
  let isAway = false;

  function draw() {
    const isDue = isAway && Boolean(state.pixels) && !state.isTalking;
    element.classList.toggle("due", isDue);
    if (!isDue) return;
    paint(state.pixels, state.engine.imageShape, colourTable(state.scale));
    setText(caption, asSentence(state.support?.caption ?? ""));
    element.style.setProperty("--frame", state.support ? theme().levels[state.support.level] : "var(--line)");
  }

  const due = frame.job(STAGE.paint, draw, signal);
  const watch = new IntersectionObserver(
    ([entry]) => {
      isAway = entry.intersectionRatio < SEEN;
      due();
    },
    { threshold: SEEN },
  );
  watch.observe(of);
  store.watch(["pixels", "support", "scale", "isTalking"], () => isAway && due(), signal);
  signal.addEventListener("abort", () => {
    watch.disconnect();
    element.remove();
  });
  return element;
}

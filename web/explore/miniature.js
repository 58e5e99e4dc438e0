/**
 * The picture once more, small, in a strip below the header: while a narrow screen shows the map, the plane or the walk
 * and the picture itself has been scrolled away, what a finger does is seen all the same. The strip is as wide as the
 * window and lets nothing shine through, so that it hides no half of what can be pressed.
 */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { asSentence, supportInWords } from "../meter/support_words.js";

const SEEN = 0.3; // of the picture: enough to follow it there
const FIELDLESS = "present"; // there is nothing to move over there

export const MINIATURE_CSS = `
.miniature { position: fixed; left: 0; right: 0; top: var(--strip-top, 3.75rem); z-index: 999980; display: none;
  grid-template-columns: 104px 1fr; gap: 0.9rem; align-items: center; padding: 2px 1rem 6px;
  background: var(--st-background-color); border-bottom: 1px solid var(--line); }
.miniature canvas { width: 104px; height: 104px; object-fit: contain; border-radius: 8px; background: #000;
  border: 4px solid var(--frame, var(--line)); }
.miniature p { margin: 0; line-height: 1.3; }
.miniature b { display: block; font-size: 1.125rem; }
@media (max-width: 900px) { .miniature.due { display: grid; } }
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
  const caption = el("b");
  const support = el("span");
  const element = el(
    "div",
    { class: "ll miniature", "aria-hidden": "true", "data-testid": "miniature" },
    canvas,
    el("p", {}, caption, support),
  );
  const paint = createFittingPainter(canvas, () => {});
  let isAway = false;

  function draw() {
    const isDue = isAway && Boolean(state.pixels) && !state.isTalking && state.page !== FIELDLESS;
    element.classList.toggle("due", isDue);
    if (!isDue) return;
    paint(state.pixels, state.engine.imageShape, colourTable(state.scale));
    setText(caption, asSentence(state.support?.caption ?? ""));
    setText(support, state.support ? asSentence(supportInWords(state.support)) : "");
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
  store.watch(["pixels", "support", "scale", "isTalking", "page"], () => isAway && due(), signal);
  signal.addEventListener("abort", () => {
    watch.disconnect();
    element.remove();
  });
  return element;
}

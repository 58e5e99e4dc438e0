/**
 * What a model that infers the class believes, as a bar under the picture of every class: of what is on the pad, or
 * else of the picture that is shown.
 */

import { STAGE } from "../core/frame.js";
import { partOfKind } from "../engine/parts.js";
import { el, setText } from "../kit/dom.js";
import { glossed } from "../kit/explain.js";
import { text } from "../words/words.js";

/** @returns {{element: HTMLElement, build: (buttons: HTMLElement[]) => void}} */
export function createBeliefBars({ store, frame, signal }) {
  const { state } = store;
  const sentence = el("span", { "data-testid": "believed" });
  const element = el("p", { class: "soft believed", hidden: true }, glossed("belief", sentence));
  /** @type {{bar: HTMLElement, share: number}[]} */
  let bars = [];

  function build(buttons) {
    const infers = Boolean(state.engine?.beliefs);
    element.hidden = !infers;
    bars = infers ? buttons.map(addBar) : [];
    due();
  }

  function addBar(button) {
    const bar = el("span", { class: "belief", "aria-hidden": "true" });
    button.append(bar);
    return { bar, share: -1 };
  }

  function draw() {
    const { engine, view, pixels, drawing, model } = state;
    if (!bars.length || !engine?.beliefs || !view || !partOfKind(view.parts, "class")) return;
    const drawn = drawing.isOpen && drawing.last?.model === model ? drawing.last.x : null;
    const x = drawn ?? pixels;
    if (x?.length !== engine.imageShape.reduce((product, length) => product * length, 1)) return;
    const q = engine.beliefs(x);
    bars.forEach((kept, k) => {
      const share = Math.round(100 * q[k]) / 100;
      if (share === kept.share) return;
      kept.share = share;
      kept.bar.style.setProperty("--share", String(share));
    });
    const k = q.indexOf(Math.max(...q));
    const holes = { name: view.classNames[k], percent: Math.round(100 * q[k]) };
    setText(sentence, text(drawn ? "sliders.believedOfDrawing" : "sliders.believed", holes));
  }

  const due = frame.job(STAGE.background, draw, signal);
  store.watch(["pixels", "drawing", "engine"], due, signal);
  return { element, build };
}

/** All that is seen of the playground, from the button to the sentence under the breaks. */

import { createProblem, PROBLEM_CSS } from "../core/problem.js";
import { el, setText } from "../kit/dom.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createBar } from "./bar.js";
import { createBreaks } from "./breaks.js";
import { createCurves } from "./curves.js";
import { createKnobs } from "./knobs.js";
import { createPlane } from "./plane.js";
import { createRebuilt } from "./rebuilt.js";
import { createScatter } from "./scatter.js";
import { DIGITS, DRAWN } from "./settings.js";
import { CSS } from "./style.js";

/** @typedef {import("./settings.js").Settings} Settings */
/**
 * @typedef {Object} Heard what a visitor does
 * @property {() => void} train
 * @property {() => void} epoch
 * @property {() => void} reset
 * @property {(turned: Partial<Settings>) => void} turn
 * @property {(name: string) => void} breakIt
 * @property {() => void} mend
 * @property {() => void} drawn
 * @property {() => void} changed
 */

/** @param {Heard} heard @param {Pick<import("../core/types.js").PartContext, "store" | "signal">} context */
export function createView(heard, context) {
  const bar = createBar(heard);
  const knobs = createKnobs(heard.turn);
  const plane = createPlane(heard.changed);
  const curves = createCurves();
  const rebuilt = createRebuilt();
  const scatter = createScatter(heard);
  const breaks = createBreaks(heard.breakIt, heard.mend);
  const over = el("p", { class: "over-said", role: "alert" });
  const host = el(
    "section",
    { class: "ll play", "aria-label": text("playground.title"), "data-testid": "playground" },
    el("style", {}, STYLE + PROBLEM_CSS + CSS),
    createProblem(context),
    bar.element,
    over,
    el(
      "div",
      { class: "body" },
      knobs.element,
      plane.element,
      el("div", { class: "side" }, curves.element, rebuilt.element, scatter.element),
    ),
    breaks.element,
  );

  return {
    host,
    scatter,

    running: bar.running,

    /** @param {Settings} settings */
    settings(settings) {
      bar.settings(settings);
      knobs.show(settings);
      breaks.show(settings);
      rebuilt.element.hidden = settings.data !== DIGITS;
      scatter.element.hidden = settings.data === DIGITS;
      scatter.pad(settings.data === DRAWN);
    },

    /** @param {import("./playground.js").Moment} moment */
    draw({ picture, images, history, turns, isOver, frames }) {
      bar.draw(picture, history);
      curves.draw(history, turns);
      setText(over, isOver ? text("playground.diverged") : "");
      const { isPoints } = images.drawn;
      if (isPoints) scatter.draw(images.originals, images.drawn.colours, picture);
      host.dataset.frames = String(frames);
      if (!picture) return;
      host.dataset.backend = picture.backend;
      host.dataset.running = String(picture.isRunning);
      host.dataset.epochs = picture.epochs.toFixed(2);
      plane.draw(picture, images.drawn);
      if (!isPoints) rebuilt.draw(images.originals, picture.rebuilt);
    },
  };
}

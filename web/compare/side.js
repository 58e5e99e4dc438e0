/** One of the two pictures with what is said of it. */

import { asSentence, supportInWords } from "../meter/support_words.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { text } from "../words/words.js";

export const SIDE_CSS = `
.compare figure { margin: 0; display: grid; gap: 0.4rem; align-content: start; min-width: 0; }
.compare figure .frame { padding: 5px; border-radius: var(--radius); background: var(--frame, var(--line)); }
.compare figure canvas { width: 100%; aspect-ratio: var(--aspect, 1); background: #000;
  border-radius: calc(var(--radius) - 3px); }
.compare figcaption { display: grid; gap: 0.15rem; }
.compare figcaption p { margin: 0; }
.compare .looks { font-size: 1.125rem; font-weight: 600; }
`;

/** @param {string} testid @param {string} label */
export function createSide(testid, label) {
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": label, "data-testid": testid });
  const frame = el("div", { class: "frame" }, canvas);
  const heading = el("h2");
  const looks = el("p", { class: "looks" });
  const support = el("p", { class: "number", "data-testid": `${testid}-support` });
  const how = el("p", { class: "soft" });
  const element = el("figure", {}, heading, frame, el("figcaption", {}, looks, support, how));
  const paint = createFittingPainter(canvas, ([, height, width]) => {
    element.style.setProperty("--aspect", `${width} / ${height}`);
  });

  return {
    element,
    /** @param {string} title */
    name: (title) => setText(heading, title),

    /** @param {Float32Array} pixels @param {[number, number, number]} shape @param {string} scale */
    paint: (pixels, shape, scale) => paint(pixels, shape, colourTable(scale)),

    /**
     * @param {import("../core/types.js").Support | null} measured
     * @param {string} words how the picture came about
     * @param {import("../kit/theme.js").Theme} theme
     */
    say(measured, words, theme) {
      const isMetered = measured && measured.percent !== null;
      setText(looks, asSentence(measured?.caption ?? ""));
      setText(support, isMetered ? supportOf(measured) : "");
      setText(how, words);
      setAttribute(frame, "data-level", measured?.level ?? "unknown");
      frame.style.setProperty("--frame", measured?.level ? theme.levels[measured.level] : "var(--line)");
    },
  };
}

const supportOf = (measured) =>
  text("compare.support", { percent: measured.percent.toFixed(0), words: supportInWords(measured) });

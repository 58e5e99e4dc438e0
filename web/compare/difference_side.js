/** Between the two pictures: their signed difference, as colour on white and as a number. */

import { el, setText } from "../kit/dom.js";
import { differenceTable, signedDifference } from "../kit/difference.js";
import { createFittingPainter } from "../kit/picture.js";
import { text } from "../words/words.js";

export function createDifferenceSide() {
  const label = text("compare.difference");
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": label, "data-testid": "difference" });
  const words = el("p", { class: "number", "data-testid": "difference-words" });
  const caption = el("figcaption", {}, words, el("p", { class: "soft" }, text("compare.colours")));
  const heading = el("h2", {}, label);
  const element = el("figure", { class: "difference" }, heading, el("div", { class: "frame" }, canvas), caption);
  const paint = createFittingPainter(canvas, ([, height, width]) => {
    element.style.setProperty("--aspect", `${width} / ${height}`);
  });
  /** @type {{of: number[], grey: [number, number, number]} | null} the shape of the models, and that of a difference */
  let shapes = null;

  return {
    element,

    /** @param {Float32Array} first @param {Float32Array} second @param {[number, number, number]} shape of both */
    paint(first, second, shape) {
      if (shapes?.of !== shape) shapes = { of: shape, grey: [1, shape[1], shape[2]] };
      const signed = signedDifference(first, second, shape[0]);
      const shades = signed.map((value) => (value + 1) / 2);
      paint(shades, shapes.grey, differenceTable());
      const mean = signed.reduce((sum, value) => sum + Math.abs(value), 0) / signed.length;
      setText(words, text("compare.apart", { percent: (100 * mean).toFixed(1) }));
    },
  };
}

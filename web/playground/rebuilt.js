/** Digits above, what the model makes of them below. */

import { el } from "../kit/dom.js";
import { colourTable, fillImage } from "../kit/picture.js";
import { text } from "../words/words.js";

const SIDE = 8;
const AREA = SIDE * SIDE;
const SHOWN = 10; // one of each class

export function createRebuilt() {
  const canvas = el("canvas", {
    class: "crisp",
    role: "img",
    "aria-label": text("playground.rebuiltLabel"),
    "data-testid": "play-rebuilt",
    width: SHOWN * (SIDE + 1) - 1,
    height: 2 * SIDE + 1,
  });
  const element = el("figure", { class: "rebuilt" }, el("figcaption", {}, text("playground.rebuilt")), canvas);
  const image = new ImageData(SIDE, SIDE);

  /** @param {Float32Array} originals (SHOWN, 64) @param {Float32Array} rebuilt */
  function draw(originals, rebuilt) {
    const context = canvas.getContext("2d");
    [originals, rebuilt].forEach((pictures, row) => {
      for (let n = 0; n < SHOWN; n++) {
        fillImage(image, pictures.subarray(n * AREA, (n + 1) * AREA), colourTable("grey"));
        context.putImageData(image, n * (SIDE + 1), row * (SIDE + 1));
      }
    });
  }

  return { element, draw };
}

/** The first image of each class. @param {ArrayLike<number>} labels */
export const oneOfEach = (labels) => Array.from({ length: SHOWN }, (_, label) => Array.from(labels).indexOf(label));

/** Rows of small pictures, each a button that opens its image in Explore. */

import { el } from "../kit/dom.js";
import { colourTable, fillImage } from "../kit/picture.js";
import { text } from "../words/words.js";

/** @param {string} coded base64 @returns {Uint8Array} */
export const bytesOf = (coded) => Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));

/**
 * @param {number[]} numbers of the images
 * @param {{bytes: Uint8Array, shape: number[], strange: number[]}} of
 * @param {(number: number) => void} open
 */
export function pictures(numbers, of, open) {
  return numbers.map((number) => {
    const [channels, height, width] = of.shape;
    const canvas = el("canvas", { width, height });
    const size = channels * height * width;
    const pixels = Float32Array.from(of.bytes.subarray(number * size, (number + 1) * size), (byte) => byte / 255);
    const brush = canvas.getContext("2d");
    const image = brush.createImageData(width, height);
    fillImage(image, pixels, colourTable("grey"));
    brush.putImageData(image, 0, 0);
    const title = text(of.strange[number] ? "odd.openOdd" : "odd.openOrdinary", { number });
    const kind = of.strange[number] ? "picture odd-one" : "picture";
    return el("button", { class: kind, title, "aria-label": title, onclick: () => open(number) }, canvas);
  });
}

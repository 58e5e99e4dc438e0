/** Small pictures, each a button that shows where its scores lie. */

import { el } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { text } from "../words/words.js";

/** @param {string} coded base64 @returns {Uint8Array} */
export const bytesOf = (coded) => Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));

/** @param {Uint8Array} bytes @returns {Float32Array} in [0, 1] */
export const pixelsOf = (bytes) => Float32Array.from(bytes, (byte) => byte / 255);

/** @typedef {{bytes: Uint8Array, shape: [number, number, number], strange: number[]}} Images */

/** @param {Images} of @param {number} number @returns {Uint8Array} (C, H, W) */
export function imageOf({ bytes, shape }, number) {
  const size = shape[0] * shape[1] * shape[2];
  return bytes.subarray(number * size, (number + 1) * size);
}

/** @param {Images} of @param {number} number */
export const nameOf = ({ strange }, number) =>
  text(strange[number] ? "odd.strangeImage" : "odd.ordinaryImage", { number });

/**
 * @param {number[]} numbers of the images
 * @param {Images} of
 * @param {(number: number) => void} look
 */
export const pictures = (numbers, of, look) =>
  numbers.map((number) =>
    small(imageOf(of, number), of.shape, nameOf(of, number), () => look(number), of.strange[number] ? "odd-one" : ""),
  );

/**
 * @param {Uint8Array} bytes (C, H, W)
 * @param {[number, number, number]} shape
 * @param {string} name
 * @param {() => void} look
 * @param {string} kind a class
 */
export function small(bytes, shape, name, look, kind) {
  const canvas = el("canvas", {});
  createPainter(canvas, shape)(pixelsOf(bytes), colourTable("grey"));
  const title = text("odd.look", { name });
  return el("button", { class: `picture ${kind}`, title, "aria-label": title, onclick: look }, canvas);
}

/** @param {Uint8Array[]} images */
export function base64Of(images) {
  let letters = "";
  for (const image of images) for (const byte of image) letters += String.fromCharCode(byte);
  return btoa(letters);
}

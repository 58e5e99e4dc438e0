/** The images of a run: digits as the host sent them, or points; what the trainer and what the drawings take. */

import { digitImages, pointImages, SIDE } from "./plane.js";
import { oneOfEach } from "./rebuilt.js";
import { DIGITS, DRAWN } from "./settings.js";
import { pointsAround, toyPoints } from "./toys.js";
import { gathered } from "./trainer.js";

const PIXELS = 64;

/** @typedef {{pixels: string, labels: number[]}} Digits pixels: bytes (N, 64) in base64 */
/** @typedef {ReturnType<typeof imagesOf>} Images */

/**
 * @param {import("./settings.js").Settings} settings
 * @param {Digits} digits
 * @param {number[]} strokes what the visitor drew, (n, 2)
 */
export function imagesOf({ data, latentDim }, digits, strokes) {
  if (data === DIGITS) {
    const bytes = Uint8Array.from(atob(digits.pixels), (letter) => letter.charCodeAt(0));
    const images = Float32Array.from(bytes, (byte) => byte / 255);
    const shown = oneOfEach(digits.labels);
    return {
      data: { images, pixels: PIXELS, inUnit: true, shown },
      drawn: digitImages(digits.labels, latentDim),
      originals: gathered(images, shown, PIXELS),
      side: SIDE.digits,
    };
  }
  const images = data !== DRAWN ? toyPoints(data) : strokes.length ? pointsAround(strokes) : new Float32Array(0);
  return {
    data: { images, pixels: 2, inUnit: false, shown: [] },
    drawn: pointImages(images, latentDim),
    originals: images,
    side: SIDE.points,
  };
}

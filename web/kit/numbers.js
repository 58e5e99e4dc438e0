/** Numbers as a link writes them: the shortest decimals that read back, or float32 in base64 where there are many. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { Problem } from "../engine/problem.js";

const MOST_LETTERS = SHARED.link.most_letters; // of one field: those of a whole link
const FARTHEST = SHARED.max_coordinate;

/** The shortest decimal that reads back as the same float32. */
export function exact(value) {
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(value).toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(Number(value).toPrecision(9)));
}

/** Six digits: a camera, a share. */
export const short = (value) => String(Number(Number(value).toPrecision(6)));

/** "1,2.5" -> [1, 2.5]. @throws {Error} where one of them is no finite number */
export function numbers(text, count = null) {
  const values = text.split(",").map((word) => (word.trim() ? Number(word) : NaN));
  if (!values.every(Number.isFinite)) throw new Problem("a number is missing");
  if (count !== null && values.length !== count) throw new Problem("{count} numbers are needed", { count });
  return values;
}

/** "1,2" -> [1, 2]. @throws {Error} where one of them does not count from 0 */
export function indices(text) {
  const values = numbers(text);
  if (!values.every((value) => Number.isInteger(value) && value >= 0 && value < 2 ** 31))
    throw new Problem("an index is not a whole number");
  return values;
}

/** Float32, little-endian, in the URL's base64. @param {ArrayLike<number>} values */
export function packed(values) {
  const floats = Float32Array.from(values);
  return toLetters(new Uint8Array(floats.buffer));
}

/** @returns {Float32Array} @throws {Error} where the text is damaged, or farther out than any picture */
export function unpacked(text) {
  const bytes = fromLetters(text);
  if (!bytes.length || bytes.length % 4) throw new Problem("a code is damaged");
  const values = new Float32Array(bytes.buffer);
  if (!values.every((value) => Math.abs(value) <= FARTHEST)) throw new Problem("a code is damaged"); // NaN is not
  return values;
}

/** Any JSON as letters of a URL; numbers to six digits. */
export const jsonToLetters = (value) =>
  toLetters(
    new TextEncoder().encode(
      JSON.stringify(value, (_, part) => (typeof part === "number" ? Number(part.toPrecision(6)) : part)),
    ),
  );
export const jsonFromLetters = (text) => JSON.parse(new TextDecoder().decode(fromLetters(text)));

function toLetters(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromLetters(text) {
  if (text.length > MOST_LETTERS) throw new Problem("it is too long");
  try {
    return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  } catch {
    throw new Problem("it is damaged");
  }
}

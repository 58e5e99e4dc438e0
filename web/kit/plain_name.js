/** A name that a visitor wrote, or that came with a link or a file: one short line of plain text, whatever it was. */

const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu; // control characters, turns of the writing direction, line ends

/**
 * @param {unknown} value
 * @param {number} longest in characters
 * @returns {string} without what cannot be seen, with single blanks; empty for what is no text
 */
export function plainName(value, longest) {
  if (typeof value !== "string") return "";
  const line = value
    .slice(0, 40 * longest) // a book need not be read to its end
    .replace(/\s/g, " ")
    .replace(UNSEEN, "")
    .replace(/ +/g, " ")
    .trim();
  return [...line].slice(0, longest).join("").trim();
}

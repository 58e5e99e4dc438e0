/** Colours and writing of what lies on a board. */

import { PALETTE } from "../kit/theme.js";

const ON_DARK = { text: "#f4f6ff", background: "#0a0c12" };
const ON_WHITE = { text: "#14161d", background: "#ffffff" };

/**
 * The theme for what lies on pictures: they are dark whatever the page is, unless they are ink on paper.
 *
 * @param {any} page the page's theme
 * @param {string} scale of colours, in which the pictures are drawn
 */
export function inkOn(page, scale) {
  const kind = scale === "ink" ? "light" : "dark";
  return { ...page, kind, classes: PALETTE[kind], ...(kind === "dark" ? ON_DARK : ON_WHITE) };
}

/** Text readable on any picture. */
export function outlined(context, text, left, top, theme) {
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = theme.background;
  context.strokeText(text, left, top);
  context.fillStyle = theme.text;
  context.fillText(text, left, top);
}

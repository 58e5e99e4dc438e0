/** Numbers and names along the left and lower edge of a board; a line of one dimension has only the lower one. */

import { outlined } from "./ink.js";

const TICKS = 5;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./camera.js").BoardCamera} camera
 * @param {string[]} names of the axes to the right and, if there is one, upwards
 * @param {any} theme
 */
export function drawScales(context, camera, [right, up], theme) {
  const { width, height } = camera.box();
  const { x, y } = camera.camera();
  context.font = `11px ${theme.font}`;
  context.textBaseline = "middle";
  for (const { value, text } of ticks(x[0], x[1])) {
    const [left] = camera.toPixel(value, 0);
    context.textAlign = "center";
    if (left > 40) outlined(context, text, left, height - 10, theme);
  }
  for (const { value, text } of up ? ticks(y[0], y[1]) : []) {
    const [, top] = camera.toPixel(0, value);
    context.textAlign = "left";
    if (top > 26 && top < height - 4) outlined(context, text, 6, top, theme);
  }
  context.font = `600 12px ${theme.font}`;
  context.textAlign = "right";
  outlined(context, `${right} →`, width - 10, height - 26, theme);
  context.textAlign = "left";
  if (up) outlined(context, `↑ ${up}`, 8, 14, theme);
  context.textBaseline = "alphabetic";
}

/** Round numbers within a range, with as many digits as their step needs. */
function ticks(low, high) {
  const rough = (high - low) / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.min(3 * TICKS, Math.floor(high / step) - first + 1) }, (_, i) => {
    const value = (first + i) * step;
    return { value, text: value.toFixed(digits).replace("-", "−") };
  });
}

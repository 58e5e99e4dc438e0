/** The codes of a two-dimensional model as dots in their plane, with the circles of its prior N(0, I). */

import { classColour } from "../kit/theme.js";

const SIDE_PX = 480;
export const REACH = 4; // standard deviations of the prior from the middle to the edge
const DOT_PX = 2.5;

/** Draws all codes of an atlas; every model gets the same scale, so that spreads can be compared. */
export function drawCodes(canvas, view, theme) {
  Object.assign(canvas, { width: SIDE_PX, height: SIDE_PX });
  const context = canvas.getContext("2d");
  const toPixel = (value) => (value / REACH + 1) * (SIDE_PX / 2);
  context.globalAlpha = 0.7;
  for (let i = 0; i < view.count; i++) {
    const [z1, z2] = view.code(i);
    context.fillStyle = classColour(theme, view.labels[i]);
    context.fillRect(toPixel(z1) - DOT_PX / 2, toPixel(-z2) - DOT_PX / 2, DOT_PX, DOT_PX);
  }
  context.globalAlpha = 1;
  context.strokeStyle = theme.text;
  context.fillStyle = theme.text;
  context.font = `26px ${theme.font}`;
  for (const deviations of [1, 2, 3])
    circle(context, toPixel(0), (deviations * SIDE_PX) / (2 * REACH), `${deviations}σ`);
}

function circle(context, middle, radius, label) {
  context.globalAlpha = 0.45;
  context.beginPath();
  context.arc(middle, middle, radius, 0, 2 * Math.PI);
  context.stroke();
  context.globalAlpha = 0.9;
  context.fillText(label, middle + 3, middle - radius - 3);
}

/** The prior on a plane: contours of N(0, I), or the draws that the atlas keeps of another one, as diamonds. */

import { normalQuantile } from "../latent/normal.js";
import { isStandardPrior, keptDraws } from "../latent/prior.js";
import { text } from "../words/words.js";
import { outlined } from "./ink.js";

const DRAW_PX = 3; // half of the height of a diamond
const MASSES = [0.5, 0.9, 0.99]; // of a normal distribution inside a contour
const LABEL_PX = 18; // from one label to the next
const CORNERS = 128; // of a circle
const LABELLED = CORNERS / 4; // its uppermost corner

export function drawPrior(context, surface, { view, chart, theme }) {
  if (isStandardPrior(view)) drawContours(context, surface, chart, theme);
  else drawDraws(context, surface, keptDraws(view), chart, theme);
}

function drawDraws(context, surface, draws, chart, theme) {
  context.lineWidth = 1;
  context.strokeStyle = theme.background;
  context.fillStyle = theme.text;
  context.beginPath();
  for (const z of draws) {
    const [left, top] = surface.toPixel(...chart.toMap(z));
    context.moveTo(left, top - DRAW_PX);
    context.lineTo(left + DRAW_PX, top);
    context.lineTo(left, top + DRAW_PX);
    context.lineTo(left - DRAW_PX, top);
    context.closePath();
  }
  context.fill();
  context.stroke();
}

/** Contours that hold a share of N(0, I) within the plane, with the share written on them. */
function drawContours(context, surface, chart, theme) {
  context.font = `600 12px ${theme.font}`;
  context.textAlign = "center";
  let above = Infinity;
  MASSES.forEach((mass, i) => {
    const contour = chart.isLine ? bounds(surface, chart, mass) : [ring(surface, chart, mass)];
    trace(context, contour);
    strokeTwice(context, theme);
    const [left, top] = chart.isLine ? [contour[1][0][0], LABEL_PX * (i + 1)] : contour[0][LABELLED];
    const words = text("board.priorMass", { percent: Math.round(100 * mass) });
    if (chart.isLine || above - top > LABEL_PX) outlined(context, words, left, Math.max(top - 6, 16), theme);
    above = top;
  });
}

function trace(context, contour) {
  context.beginPath();
  for (const [first, ...others] of contour) {
    context.moveTo(first[0], first[1]);
    for (const [left, top] of others) context.lineTo(left, top);
  }
}

/** With a halo, readable on any picture. */
function strokeTwice(context, theme) {
  context.lineWidth = 4;
  context.strokeStyle = theme.background;
  context.globalAlpha = 0.6;
  context.stroke();
  context.lineWidth = 1.5;
  context.globalAlpha = 1;
  context.strokeStyle = theme.text;
  context.stroke();
}

/** The circle around a share of the prior, in pixels. */
function ring(surface, chart, mass) {
  const radius = Math.sqrt(-2 * Math.log(1 - mass));
  const turns = Array.from({ length: CORNERS + 1 }, (_, i) => (2 * i * Math.PI) / CORNERS);
  return turns.map((turn) => surface.toPixel(...chart.fromPlane(radius * Math.cos(turn), radius * Math.sin(turn))));
}

/** The two ends of a share of the prior on a line, each drawn from top to bottom. */
function bounds(surface, chart, mass) {
  const reach = normalQuantile((1 + mass) / 2);
  return [-reach, reach].map((end) => {
    const [left] = surface.toPixel(...chart.fromPlane(end, 0));
    return [
      [left, 0],
      [left, surface.box().height],
    ];
  });
}

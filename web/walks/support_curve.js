/** Support along a walk as a small curve; two lines are the limits of "well supported" and "unsupported". */

import { SPARSE, WELL } from "../meter/support_words.js";

const SVG = "http://www.w3.org/2000/svg";
const TOP = 2; // of a box of 100 × 100, so that the line is not cut off
const PER_PERCENT = (100 - 2 * TOP) / 100;

/** An empty curve that fills its box. */
export const createCurve = () => node("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "img" });

/**
 * @param {SVGElement} svg
 * @param {number[]} shares where each point lies along the walk, in [0, 1]
 * @param {Float32Array} support per cent
 * @param {string} colour
 * @param {{levels: Record<string, string>}} theme
 */
export function drawCurve(svg, shares, support, colour, theme) {
  const points = shares.map((share, i) => `${(100 * share).toFixed(2)},${height(support[i]).toFixed(2)}`).join(" ");
  svg.replaceChildren(
    shape("polygon", { points: `0,100 ${points} 100,100`, fill: colour, opacity: 0.22 }),
    limit(WELL, theme.levels.well),
    limit(SPARSE, theme.levels.none),
    shape("polyline", { points, fill: "none", stroke: colour, "stroke-width": 2 }),
  );
}

const height = (percent) => 100 - TOP - PER_PERCENT * percent;

function limit(percent, stroke) {
  const y = height(percent);
  return shape("line", { x1: 0, x2: 100, y1: y, y2: y, stroke, "stroke-width": 1, "stroke-dasharray": "3 3" });
}

/** Strokes keep their width however the box is stretched. */
const shape = (name, attributes) => node(name, { "vector-effect": "non-scaling-stroke", ...attributes });

function node(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

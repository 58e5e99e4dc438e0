/** A walk drawn on a map: its line with a halo, and the numbers of its waypoints. */

import { growthOf } from "./marks.js";

const RADIUS_PX = 10;
const OFF_PX = 20; // above the waypoint itself
const LINE_PX = 3;
const HALO_PX = 6.5;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {(x: number, y: number) => [number, number]} toPixel
 * @param {{line: number[][], waypoints: number[][]}} points on the map
 * @param {{text: string, background: string, font: string}} theme
 */
export function drawWalkLine(context, toPixel, { line, waypoints }, theme) {
  const growth = growthOf(context);
  context.save();
  context.lineJoin = context.lineCap = "round";
  const pixels = line.map(([x, y]) => toPixel(x, y));
  stroke(context, pixels, HALO_PX * growth, theme.background);
  stroke(context, pixels, LINE_PX * growth, theme.text);
  context.font = `700 ${14 * growth}px ${theme.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  waypoints.forEach(([x, y], i) => {
    const [left, top] = toPixel(x, y);
    disc(context, [left, top - OFF_PX * growth], RADIUS_PX * growth, theme); // a bare number would be read as a class
    context.fillStyle = theme.background;
    context.fillText(String(i + 1), left, top - OFF_PX * growth);
  });
  context.restore();
}

function stroke(context, pixels, width, colour) {
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.beginPath();
  for (const [left, top] of pixels) context.lineTo(left, top);
  context.stroke();
}

function disc(context, [x, y], radius, theme) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = theme.text;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = theme.background;
  context.stroke();
}

/** Keeps where a walk lies on one map at a time: each of its points costs a search. */
export function createWalkPoints() {
  let kept = { walk: null, key: null, points: null };
  return (walk, key, toMap) => {
    if (kept.walk !== walk || kept.key !== key)
      kept = { walk, key, points: { line: walk.path.map(toMap), waypoints: walk.waypoints.map(toMap) } };
    return kept.points;
  };
}

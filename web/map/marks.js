/** What lives on the map from frame to frame: marker, trail, spokes to the true neighbours, selection, lasso. */

import { hasClasses } from "../meter/class_words.js";
import { classColour } from "../kit/theme.js";

const TRAIL_MS = 1400;
const LONGEST_TRAIL = 200; // points
const JUMP_PX = 150; // a longer step is a jump, not a walk: no line is drawn for it
const MAX_RINGS = 3000;
const INSET_PX = 20; // of the arrow to what lies beyond the edge
const ARROW_PX = 9;
const GROWS_FROM_PX = 750; // on a larger canvas marks grow with it: a wall is seen from afar

/**
 * Where a point beyond the edge lies: an arrow at the edge, towards it.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} point in pixels
 */
export function drawBeyond(context, [x, y], { width, height }, { theme }) {
  const [dx, dy] = [x - width / 2, y - height / 2];
  const share = Math.min((width / 2 - INSET_PX) / Math.abs(dx), (height / 2 - INSET_PX) / Math.abs(dy));
  context.save();
  context.translate(width / 2 + share * dx, height / 2 + share * dy);
  context.rotate(Math.atan2(dy, dx));
  context.beginPath();
  context.moveTo(ARROW_PX, 0);
  context.lineTo(-ARROW_PX, ARROW_PX * 0.8);
  context.lineTo(-ARROW_PX, -ARROW_PX * 0.8);
  context.closePath();
  context.fillStyle = theme.text;
  context.strokeStyle = theme.background;
  context.lineWidth = 3;
  context.stroke();
  context.fill();
  context.restore();
}

/** Whether a point lies on the map. @param {number[]} point in pixels */
export const isOn = ([x, y], { width, height }) => x >= 0 && y >= 0 && x <= width && y <= height;

/** A fading trail of points of the map. */
export function createTrail() {
  /** @type {{x: number, y: number, t: number}[]} */
  let points = [];
  return {
    add(x, y, now) {
      const last = points.at(-1);
      if (!last || last.x !== x || last.y !== y) points.push({ x, y, t: now });
      if (points.length > LONGEST_TRAIL) points.shift();
    },
    clear() {
      points = [];
    },
    /** @returns {boolean} whether something is still fading */
    draw(context, toPixel, now, colour) {
      points = points.filter(({ t }) => now - t < TRAIL_MS);
      context.strokeStyle = colour;
      context.lineWidth = 2.5;
      context.lineCap = "round";
      for (let i = 1; i < points.length; i++) {
        const from = toPixel(points[i - 1].x, points[i - 1].y);
        const to = toPixel(points[i].x, points[i].y);
        if (Math.hypot(to[0] - from[0], to[1] - from[1]) > JUMP_PX) continue;
        context.globalAlpha = 0.75 * (1 - (now - points[i].t) / TRAIL_MS);
        context.beginPath();
        context.moveTo(...from);
        context.lineTo(...to);
        context.stroke();
      }
      context.globalAlpha = 1;
      return points.length > 1;
    },
  };
}

/** Lines from a point to the codes that are nearest in the latent space, wherever the map has put them. */
export function drawSpokes(context, toPixel, from, indices, { points, view, theme }) {
  context.lineWidth = 1.5;
  for (const index of indices) {
    const [x, y] = toPixel(points[2 * index], points[2 * index + 1]);
    context.strokeStyle = context.fillStyle = classColour(theme, view.labels[index]);
    context.globalAlpha = 0.9;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(x, y);
    context.stroke();
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = theme.background;
    context.stroke();
  }
}

/** "You are here": a ring with a halo, readable on any colour; hollow while it only previews. */
export function drawMarker(context, [x, y], { theme, colour, live }) {
  const growth = growthOf(context);
  context.beginPath();
  context.arc(x, y, 8 * growth, 0, 2 * Math.PI);
  context.lineWidth = 5 * growth;
  context.strokeStyle = theme.background;
  context.stroke();
  context.lineWidth = 2.5 * growth;
  context.strokeStyle = theme.text;
  context.stroke();
  context.beginPath();
  context.arc(x, y, (live ? 3 : 4.5) * growth, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

/** Joins the pointer to where the decoded code itself falls on the map. */
export function drawTether(context, pointer, marker, theme) {
  context.save();
  context.strokeStyle = theme.text;
  context.globalAlpha = 0.6;
  context.setLineDash([3, 3]);
  context.beginPath();
  context.moveTo(...pointer);
  context.lineTo(...marker);
  context.stroke();
  context.restore();
}

export function drawSelection(context, toPixel, selection, { points, theme }) {
  if (!selection) return;
  const step = Math.max(1, Math.ceil(selection.indices.length / MAX_RINGS));
  context.strokeStyle = theme.primary;
  context.lineWidth = 1;
  context.globalAlpha = selection.indices.length > 300 ? 0.45 : 0.9;
  context.beginPath();
  for (let i = 0; i < selection.indices.length; i += step) {
    const index = selection.indices[i];
    const [x, y] = toPixel(points[2 * index], points[2 * index + 1]);
    context.moveTo(x + 3.5, y);
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
  }
  context.stroke();
  context.globalAlpha = 1;
}

export function drawLasso(context, path, theme) {
  if (!path || path.length < 2) return;
  context.save();
  context.setLineDash([5, 4]);
  context.lineWidth = 1.5;
  context.strokeStyle = theme.primary;
  context.fillStyle = theme.primary;
  context.beginPath();
  path.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
  context.globalAlpha = 0.12;
  context.fill();
  context.globalAlpha = 1;
  context.stroke();
  context.restore();
}

/** Class names at the middle of their codes: the cue beside colour and shape. */
export function drawClassNames(context, toPixel, centres, { view, theme, hidden }) {
  if (!hasClasses(view.classNames)) return;
  context.font = `600 ${15 * growthOf(context)}px ${theme.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  centres.forEach((centre, label) => {
    if (!centre || hidden.has(label)) return;
    const [x, y] = toPixel(...centre);
    context.lineWidth = 5;
    context.strokeStyle = theme.background;
    context.strokeText(view.classNames[label], x, y);
    context.fillStyle = theme.text;
    context.fillText(view.classNames[label], x, y);
  });
}

/** How much larger marks are on this canvas. */
export const growthOf = ({ canvas }) =>
  Math.max(1, Math.min(canvas.width, canvas.height) / (devicePixelRatio || 1) / GROWS_FROM_PX);

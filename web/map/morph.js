/** The animated change from one projection to another: every point flies from its old place to its new one. */

import { reducedMotion } from "../kit/dom.js";
import { createPointCloud, CROWD, crowdSide } from "./point_cloud.js";

const DURATION_MS = 1100;
const SIDE_PX = 3.5;

let cloud = null;
let flown = new Float32Array(0);

/**
 * @param {object} change
 * @param {Float32Array} change.from pixels (N, 2)
 * @param {Float32Array} change.to
 * @param {Map<string, number[]>} change.groups points by colour
 * @param {(draw: (context: CanvasRenderingContext2D) => void) => void} change.paint called in each frame
 * @param {() => void} change.done called at the end
 * @returns {() => void} ends it at once
 */
export function playMorph({ from, to, groups, paint, done }) {
  let start = null;
  let isOver = false;

  function tick(now) {
    if (isOver) return;
    start ??= now;
    const t = Math.min(1, (now - start) / DURATION_MS);
    paint((context) => drawPoints(context, from, to, groups, smooth(t)));
    if (t < 1) requestAnimationFrame(tick);
    else finish();
  }

  function finish() {
    if (isOver) return;
    isOver = true;
    done();
  }

  if (reducedMotion()) finish();
  else requestAnimationFrame(tick);
  return finish;
}

export function drawPoints(context, from, to, groups, t) {
  context.globalAlpha = 0.75;
  if (from.length > 2 * CROWD) {
    cloud ??= createPointCloud();
    if (flown.length !== from.length) flown = new Float32Array(from.length);
    for (let i = 0; i < from.length; i++) flown[i] = from[i] + (to[i] - from[i]) * t;
    cloud.draw(context, flown, groups, crowdSide(from.length / 2));
    context.globalAlpha = 1;
    return;
  }
  for (const [colour, indices] of groups) {
    context.fillStyle = colour;
    for (const i of indices) {
      const left = from[2 * i] + (to[2 * i] - from[2 * i]) * t;
      const top = from[2 * i + 1] + (to[2 * i + 1] - from[2 * i + 1]) * t;
      context.fillRect(left - SIDE_PX / 2, top - SIDE_PX / 2, SIDE_PX, SIDE_PX);
    }
  }
  context.globalAlpha = 1;
}

const smooth = (t) => t * t * t * (t * (6 * t - 15) + 10); // Perlin's: no jerk at either end

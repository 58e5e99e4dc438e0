/** The animated change from one projection to another: every point flies from its old place to its new one. */

import { reducedMotion } from "./dom.js";

const DURATION_MS = 1100;

/**
 * @param {{from: Float32Array, to: Float32Array, groups: Map<string, number[]>, paint: Function, done: Function}} change
 *   pixel positions (N, 2), points by colour, what to call with a drawing function per frame, and at the end
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
  for (const [colour, indices] of groups) {
    context.fillStyle = colour;
    for (const i of indices) {
      const left = from[2 * i] + (to[2 * i] - from[2 * i]) * t;
      const top = from[2 * i + 1] + (to[2 * i + 1] - from[2 * i + 1]) * t;
      context.fillRect(left - 1.75, top - 1.75, 3.5, 3.5);
    }
  }
  context.globalAlpha = 1;
}

const smooth = (t) => t * t * t * (t * (6 * t - 15) + 10); // Perlin's: no jerk at either end

/** The animated change from one projection to another: every point flies from its old place to its new one. */

import { reducedMotion } from "./dom.js";

const DURATION_MS = 1100;

/**
 * @param {{from: Float32Array, to: Float32Array, groups: Map<string, number[]>, paint: Function, done: Function}} change
 *   pixel positions (N, 2), points by colour, and what to call with a drawing function per frame and at the end
 * @returns {() => void} stops it
 */
export function playMorph({ from, to, groups, paint, done }) {
  const start = performance.now();
  let stopped = reducedMotion();

  function tick(now) {
    if (stopped) return;
    const t = Math.min(1, Math.max(0, (now - start) / DURATION_MS));
    paint((context) => drawPoints(context, from, to, groups, smooth(t)));
    if (t < 1) requestAnimationFrame(tick);
    else finish();
  }

  function finish() {
    stopped = true;
    done();
  }

  if (stopped) done();
  else tick(start);
  return () => !stopped && finish();
}

function drawPoints(context, from, to, groups, t) {
  for (const [colour, indices] of groups) {
    context.fillStyle = colour;
    for (const i of indices) {
      const left = from[2 * i] + (to[2 * i] - from[2 * i]) * t;
      const top = from[2 * i + 1] + (to[2 * i + 1] - from[2 * i + 1]) * t;
      context.fillRect(left - 1.5, top - 1.5, 3, 3);
    }
  }
}

const smooth = (t) => t * t * t * (t * (6 * t - 15) + 10); // Perlin's: no jerk at either end

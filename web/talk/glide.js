/** Smooth changes of z and of the map's camera, one at a time. */

import { reducedMotion } from "../kit/dom.js";

const GLIDE_MS = 1400;

export function createGlide({ store, lens }) {
  const { state } = store;
  let stop = () => {};

  /**
   * @param {{z?: ArrayLike<number>, camera?: {x: number[], y: number[]}, ms?: number, then?: () => void}} goal
   */
  function to({ z, camera, ms = GLIDE_MS, then = () => {} }) {
    stop();
    const fromZ = Float32Array.from(state.z);
    const toZ = z ? Float32Array.from(z) : fromZ;
    const fromCamera = camera && state.camera?.();
    if (reducedMotion() || ms === 0) return finish();
    let start = null;
    let isOver = false;
    stop = () => (isOver = true);
    requestAnimationFrame(function step(now) {
      if (isOver) return;
      start ??= now;
      const t = Math.min(1, (now - start) / ms);
      if (t >= 1) return finish();
      const share = ease(t);
      lens.move(
        toZ.map((value, d) => fromZ[d] + (value - fromZ[d]) * share),
        { source: "present" },
      );
      if (fromCamera)
        state.setCamera?.({ x: between(fromCamera.x, camera.x, share), y: between(fromCamera.y, camera.y, share) });
      requestAnimationFrame(step);
    });

    function finish() {
      stop = () => {};
      lens.move(toZ, { source: "present" });
      if (camera) state.setCamera?.(camera);
      then();
    }
  }

  return { to, stop: () => stop() };
}

/** Centre on a line, width by equal ratios: a zoom that feels even. */
function between([a0, a1], [b0, b1], share) {
  const centre = (a0 + a1) / 2 + ((b0 + b1) / 2 - (a0 + a1) / 2) * share;
  const half = Math.exp(Math.log(a1 - a0) * (1 - share) + Math.log(b1 - b0) * share) / 2;
  return [centre - half, centre + half];
}

const ease = (t) => t * t * t * (t * (6 * t - 15) + 10);

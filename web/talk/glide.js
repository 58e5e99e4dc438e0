/** Smooth changes of z and of the map's camera, one at a time. */

import { reducedMotion } from "../kit/dom.js";

const GLIDE_MS = 1400;

/** @typedef {import("../core/types.js").Camera} Camera */
/** @typedef {{z?: ArrayLike<number>, camera?: Camera | null, ms?: number, arrived?: () => void}} Goal */

export function createGlide({ store, lens }) {
  const { state } = store;
  let turn = 0; // counts glides: a frame of one that is over does nothing

  /** @param {Goal} goal */
  function to({ z, camera, ms = GLIDE_MS, arrived = () => {} }) {
    turn += 1;
    const mine = turn;
    const from = Float32Array.from(state.z);
    const goal = z ? Float32Array.from(z) : from;
    const fromCamera = camera && lens.maps.camera();

    function arrive() {
      lens.move(goal, { source: "present" });
      if (camera) lens.maps.setCamera(camera);
      arrived();
    }

    function show(share) {
      lens.move(mixed(from, goal, share), { source: "present" });
      if (!fromCamera) return;
      lens.maps.setCamera({ x: between(fromCamera.x, camera.x, share), y: between(fromCamera.y, camera.y, share) });
    }

    if (reducedMotion() || ms === 0) return arrive();
    let start = null;
    requestAnimationFrame(function step(now) {
      if (mine !== turn) return;
      start ??= now;
      const t = Math.min(1, (now - start) / ms);
      if (t >= 1) return arrive();
      show(ease(t));
      requestAnimationFrame(step);
    });
  }

  return {
    to,
    end() {
      turn += 1;
    },
  };
}

const mixed = (from, to, share) => to.map((value, d) => from[d] + (value - from[d]) * share);

/**
 * Centre on a line, width by equal ratios: a zoom that feels even.
 *
 * @param {number[]} from
 * @param {number[]} to
 * @param {number} share
 */
function between(from, to, share) {
  const [[a0, a1], [b0, b1]] = [from, to];
  const centre = (a0 + a1) / 2 + ((b0 + b1) / 2 - (a0 + a1) / 2) * share;
  const half = Math.exp(Math.log(a1 - a0) * (1 - share) + Math.log(b1 - b0) * share) / 2;
  return [centre - half, centre + half];
}

const ease = (t) => t * t * t * (t * (6 * t - 15) + 10);

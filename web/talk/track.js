/** The path of a stop's walk, and the way along it, soft at both ends. */

import { codeAt, lerp, sharesOf, slerp, stepLengths, through } from "../latent/walk.js";
import { reducedMotion } from "../kit/dom.js";

const PER_LEG = 16;

/**
 * @param {{through: number[][], method?: string, along?: number[][]}} walk
 * @returns {Float32Array[]} points of the walk as it was taken: kept ones, else worked out from its waypoints
 */
export function pathOf({ through: waypoints, method, along = [] }) {
  const codes = (along.length ? along : waypoints).map((z) => Float32Array.from(z));
  return along.length || codes.length < 2 ? codes : through(codes, PER_LEG, method === "slerp" ? slerp : lerp);
}

/**
 * Goes there, or there and back without end.
 *
 * @param {Float32Array[]} path
 * @param {{ms: number, isEndless: boolean, move: (z: Float32Array) => void, done?: () => void}} how
 * @returns {() => void} ends it
 */
export function goAlong(path, { ms, isEndless, move, done = () => {} }) {
  const shares = sharesOf(stepLengths(path));
  let start = null;
  let isOver = false;
  const arrive = () => {
    move(path.at(-1));
    if (!isEndless) done();
  };
  if (reducedMotion()) {
    arrive();
    return () => {};
  }
  requestAnimationFrame(function step(now) {
    if (isOver) return;
    start ??= now;
    const t = (now - start) / ms;
    if (!isEndless && t >= 1) return arrive();
    const turn = t % 2;
    move(codeAt(path, shares, ease(turn > 1 ? 2 - turn : turn)));
    requestAnimationFrame(step);
  });
  return () => {
    isOver = true;
  };
}

const ease = (t) => t * t * (3 - 2 * t);

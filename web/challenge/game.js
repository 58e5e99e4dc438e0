/** What is played: a level's target of a seed with its free sliders, and the round that scores it. */

import { meterOf } from "../core/meters.js";
import { freeAxes, LEVELS } from "./levels.js";
import { createRound, distanceOf } from "./round.js";
import { drawTarget } from "./target.js";

/** @typedef {Omit<import("./invitation.js").Invitation, "isDamaged">} Wanted */
/** @typedef {ReturnType<typeof createGame>} Game */

/**
 * @param {{engine: import("../core/types.js").Engine, view: import("../core/types.js").AtlasView}} loaded
 * @param {Wanted & {seed: number}} wanted
 */
export function createGame({ engine, view }, { level, seed, rival }) {
  const free = freeAxes(view, LEVELS[level]);
  const target = drawTarget({ engine, view }, meterOf(view).meter, free, seed);
  const first = distanceOf(engine.decode(target.start), target.pixels);
  const { foundAt } = LEVELS[level];
  const round = createRound(foundAt);
  round.stand(first);
  /** @type {Float32Array | null} */
  let bestPixels = null;

  return {
    level,
    seed,
    rival,
    engine,
    free,
    target,
    round,
    foundAt,
    hasPlane: LEVELS[level].model === "flat",

    /**
     * The player has moved here.
     *
     * @param {Float32Array} pixels
     * @param {number} now
     * @returns {boolean} whether that ended the round
     */
    see(pixels, now) {
      if (round.isOver) return false;
      const before = round.best;
      round.move(distanceOf(pixels, target.pixels), now);
      if (round.best !== before) bestPixels = pixels.slice();
      return round.isOver;
    },

    /** How far the player has come, 0 at the beginning and 1 where it is found. */
    part: () => Math.min(1, Math.max(0, (first - round.distance) / (first - foundAt))),

    get bestPixels() {
      return bestPixels;
    },
  };
}

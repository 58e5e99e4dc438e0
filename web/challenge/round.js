/**
 * One round of the game, from the first move to the end: the clock, the distance, the best so far, and what hints cost.
 *
 * Times are milliseconds of any clock that does not go back; distances are per cent of full white.
 */

export const HINT_MS = 10_000; // that a hint adds to the time

/** @typedef {ReturnType<typeof createRound>} Round */
/** @typedef {{distance: number, ms: number, hints: number, isFound: boolean}} Result its best, and when that was */

/**
 * Root mean square difference of two pictures, in per cent of full white.
 *
 * @param {ArrayLike<number>} pixels in [0, 1]
 * @param {ArrayLike<number>} target
 */
export function distanceOf(pixels, target) {
  let squares = 0;
  for (let i = 0; i < target.length; i++) squares += (pixels[i] - target[i]) ** 2;
  return 100 * Math.sqrt(squares / target.length);
}

/** @param {number} foundAt distance below which the round ends as found */
export function createRound(foundAt) {
  /** @type {number | null} */
  let begun = null;
  let hints = 0;
  let distance = Infinity;
  /** @type {Result | null} */
  let best = null;
  let isOver = false;

  /** @param {number} now */
  const elapsed = (now) => (begun === null ? 0 : now - begun + hints * HINT_MS);

  return {
    /** What the player begins with, before any move: no result. @param {number} first */
    stand: (first) => {
      if (begun === null) distance = first;
    },

    /** The player has moved, this far from the target. @param {number} next @param {number} now */
    move(next, now) {
      if (isOver) return;
      begun ??= now;
      distance = next;
      if (best && next >= best.distance) return;
      best = { distance: next, ms: elapsed(now), hints, isFound: next < foundAt };
      isOver = best.isFound;
    },

    /** @param {number} now */
    hint(now) {
      if (isOver) return;
      begun ??= now;
      hints += 1;
    },

    /** The player is content with the best so far; without a move there is nothing to be content with. */
    stop() {
      isOver ||= best !== null;
    },

    /** The clock; it stands still once the round is over. @param {number} now */
    ms: (now) => (isOver ? best.ms : elapsed(now)),

    get distance() {
      return distance;
    },
    get best() {
      return best;
    },
    get hints() {
      return hints;
    },
    get isRunning() {
      return begun !== null && !isOver;
    },
    get isOver() {
      return isOver;
    },
  };
}

/**
 * Whether a result beats another of the same target: found beats not found, then the time counts, else the distance.
 *
 * @param {Pick<Result, "distance" | "ms" | "isFound">} one
 * @param {Pick<Result, "distance" | "ms" | "isFound">} other
 */
export function beats(one, other) {
  if (one.isFound !== other.isFound) return one.isFound;
  return one.isFound ? one.ms < other.ms : one.distance < other.distance;
}

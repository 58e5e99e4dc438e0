/** The walk of a stop, which Next, R and an exhibit play: a path, or an endless series of codes to go to. */

import { codesOf } from "./walk_codes.js";
import { goAlong, pathOf } from "./track.js";

const DRAW_MS = 420; // between two independent draws: a jump, because nothing lies between them
const TO_START_MS = 700;
const PATH_LEG_MS = 1600;
const DIGIT_MS = 2600;
const REST_MS = 300; // at a digit
const SAME = 1e-4; // z is at the start of a path

/** @typedef {{seed?: number, pace?: number, once?: boolean, done?: () => void}} How pace: times as slow */

export function createWalk({ store, lens, glide }) {
  const { state } = store;
  let timer = 0;
  let playing = null; // its kind
  let endTrack = () => {};

  const move = (z) => lens.move(z, { source: "present" });

  /**
   * `once`: a path is walked to its end, then `done` is called; all else goes on until it is ended.
   *
   * @param {Partial<import("./deck.js").StopWalk>} walk
   * @param {How} [how]
   */
  function play(walk, { seed = Date.now(), pace = 1, once = false, done = () => {} } = {}) {
    end();
    playing = walk.kind;
    const path = walk.kind === "path" ? pathOf(fitting(walk, state.view.latentDim)) : [];
    if (path.length > 1) return follow(path, PATH_LEG_MS * pace * legsOf(walk), { once, done });
    const next = codesOf(walk, state, lens, seed);
    if (walk.kind === "posterior" || walk.kind === "prior") jump(next);
    else wander(next, pace);
  }

  function jump(next) {
    move(next());
    timer = setTimeout(() => jump(next), DRAW_MS);
  }

  function wander(next, pace) {
    const arrived = () => {
      timer = setTimeout(() => wander(next, pace), REST_MS);
    };
    glide.to({ z: next(), ms: DIGIT_MS * pace, arrived });
  }

  /** First to where the path begins, then along it. */
  function follow(path, ms, { once, done }) {
    const arrived = () => {
      playing = null;
      done();
    };
    const go = () => {
      endTrack = goAlong(path, { ms, isEndless: !once, move, done: arrived });
    };
    const isThere = path[0].every((value, d) => Math.abs(value - state.z[d]) < SAME);
    if (isThere) go();
    else glide.to({ z: path[0], ms: TO_START_MS, arrived: go });
  }

  function end() {
    clearTimeout(timer);
    endTrack();
    if (playing) glide.end();
    playing = null;
  }

  return { play, end, kind: () => playing };
}

/** @param {Partial<import("./deck.js").StopWalk>} walk */
const legsOf = ({ through }) => Math.max(1, through.length - 1);

/**
 * The walk without codes of another width.
 *
 * @param {Partial<import("./deck.js").StopWalk>} walk
 * @param {number} latentDim
 */
function fitting({ through = [], along = [], method }, latentDim) {
  const fits = (z) => z.length === latentDim;
  return { method, through: through.filter(fits), along: along.every(fits) ? along : [] };
}

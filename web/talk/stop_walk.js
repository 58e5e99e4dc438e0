/** The walk of a stop, which Next and R run, and the exhibit in silence: a path, or an endless series of codes to go to. */

import { priorOf } from "../latent/prior.js";
import { gaussian, uniform } from "../latent/random.js";
import { pathOf, runAlong } from "./track.js";

const DRAW_MS = 420; // between two independent draws: a jump, because nothing lies between them
const TO_START_MS = 700;
const PATH_LEG_MS = 1600;
const DIGIT_MS = 2600;
const WELL = 50; // per cent of support for a digit that is shown unasked

export function createWalk({ store, lens, glide }) {
  const { state } = store;
  let timer = 0;
  let running = null;
  let stopTrack = () => {};

  /** `once`: a path is walked to its end, then `done` is called; all else goes on until it is stopped. */
  function start(walk, { seed = Date.now(), pace = 1, once = false, done = () => {} } = {}) {
    stop();
    running = walk.kind;
    const path = walk.kind === "path" ? pathOf(fitting(walk, state.view.latentDim)) : [];
    if (path.length > 1) return follow(path, walk, { pace, once, done });
    const next = series(walk, state, lens, seed);
    const isDraw = walk.kind === "posterior" || walk.kind === "prior";
    (function leg() {
      if (isDraw) {
        lens.move(next(), { source: "present" });
        timer = setTimeout(leg, DRAW_MS);
      } else glide.to({ z: next(), ms: DIGIT_MS * pace, then: () => (timer = setTimeout(leg, 300)) });
    })();
  }

  /** First to where the path begins, then along it. */
  function follow(path, { through }, { pace, once, done }) {
    const end = () => {
      running = null;
      done();
    };
    const go = () =>
      (stopTrack = runAlong(path, {
        ms: PATH_LEG_MS * pace * Math.max(1, through.length - 1),
        isEndless: !once,
        move: (z) => lens.move(z, { source: "present" }),
        done: end,
      }));
    const isThere = path[0].every((value, d) => Math.abs(value - state.z[d]) < 1e-4);
    if (isThere) go();
    else glide.to({ z: path[0], ms: TO_START_MS, then: go });
  }

  function stop() {
    clearTimeout(timer);
    stopTrack();
    if (running) glide.stop();
    running = null;
  }

  return { start, stop, kind: () => running };
}

/** @returns {() => Float32Array} */
function series({ kind }, state, lens, seed) {
  const draw = kind === "prior" && priorOf(state.view, seed).draw;
  if (draw) return draw;
  if (kind === "posterior") {
    const normal = gaussian(seed);
    const mu = Float32Array.from(state.pinned);
    const sigma = Array.from(state.support.logvar, (value) => Math.exp(0.5 * value)); // of q(z|x) for the picture at mu
    return () => mu.map((value, d) => value + sigma[d] * normal());
  }
  return supportedDigits(state, lens, uniform(seed));
}

/** The walk without codes of another width. */
function fitting({ through, along = [], method }, dims) {
  const fits = (z) => z.length === dims;
  return { method, through: through.filter(fits), along: along.every(fits) ? along : [] };
}

/** Well supported codes of the atlas, another class each time. */
function supportedDigits({ view, engine }, lens, random) {
  let last = -1;
  return () => {
    let best = null;
    for (let tries = 0; tries < 50; tries++) {
      const index = Math.floor(random() * view.count);
      if (view.labels[index] === last) continue;
      best = index;
      const z = view.code(index);
      if (!lens.meter || lens.meter(z, engine.decode(z)).percent >= WELL) break;
    }
    last = view.labels[best ?? 0];
    return view.code(best ?? 0);
  };
}

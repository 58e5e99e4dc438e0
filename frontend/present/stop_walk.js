/** What R runs at a stop, and what the kiosk runs in silence: an endless series of codes to go to. */

import { priorOf } from "../parts/prior.js";
import { gaussian, uniform } from "../parts/random.js";

const DRAW_MS = 420; // between two independent draws: a jump, because nothing lies between them
const LEG_MS = { path: 1600, digits: 2600 };
const WELL = 50; // per cent of support for a digit that is shown unasked

export function createWalk({ store, lens, glide }) {
  const { state } = store;
  let timer = 0;
  let running = null;

  function start(walk, { seed = Date.now(), pace = 1 } = {}) {
    stop();
    running = walk.kind;
    const next = series(walk, state, lens, seed);
    const isDraw = walk.kind === "posterior" || walk.kind === "prior";
    (function leg() {
      if (isDraw) {
        lens.move(next(), { source: "present" });
        timer = setTimeout(leg, DRAW_MS);
      } else glide.to({ z: next(), ms: LEG_MS[walk.kind] * pace, then: () => (timer = setTimeout(leg, 300)) });
    })();
  }

  function stop() {
    clearTimeout(timer);
    if (running) glide.stop();
    running = null;
  }

  return { start, stop, kind: () => running };
}

/** @returns {() => Float32Array} */
function series({ kind, through }, state, lens, seed) {
  const dims = state.view.latentDim;
  const draw = kind === "prior" && priorOf(state.view, seed).draw;
  if (draw) return draw;
  if (kind === "posterior") {
    const normal = gaussian(seed);
    const mu = Float32Array.from(state.pinned);
    const sigma = Array.from(state.support.logvar, (value) => Math.exp(0.5 * value)); // of q(z|x) for the picture at mu
    return () => mu.map((value, d) => value + sigma[d] * normal());
  }
  const path = kind === "path" && through.filter((z) => z.length === dims).map((z) => Float32Array.from(z));
  if (path?.length > 1) return backAndForth(path);
  return supportedDigits(state, lens, uniform(seed));
}

function backAndForth(path) {
  let at = 0;
  let step = 1;
  return () => {
    at += step;
    if (at === 0 || at === path.length - 1) step = -step;
    return path[at];
  };
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

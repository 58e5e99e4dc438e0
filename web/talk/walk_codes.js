/** Where a walk without a path goes next: draws from posterior or prior, or well supported codes of the atlas. */

import { priorOf } from "../latent/prior.js";
import { drawAround, gaussian, uniform } from "../latent/random.js";

const WELL = 50; // per cent of support for a digit that is shown unasked
const MOST_TRIES = 50;

/**
 * @param {{kind?: string}} walk
 * @param {any} state of the store
 * @param {any} lens
 * @param {number} seed
 * @returns {() => Float32Array}
 */
export function codesOf({ kind }, state, lens, seed) {
  const draw = kind === "prior" && priorOf(state.view, seed).draw;
  if (draw) return draw;
  if (kind === "posterior") return posteriorDraws(state, gaussian(seed));
  return supportedCodes(state, lens, uniform(seed));
}

/** Draws of q(z|x) for the picture at the pinned code. */
function posteriorDraws({ pinned, support }, normal) {
  const mu = Float32Array.from(pinned);
  return () => drawAround(mu, support.logvar, normal);
}

/** Well supported codes of the atlas, another class each time. */
function supportedCodes({ view, engine }, { meter }, random) {
  let last = -1;
  return () => {
    let best = 0;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const index = Math.floor(random() * view.count);
      if (view.labels[index] === last) continue;
      best = index;
      const z = view.code(index);
      if (!meter || meter(z, engine.decode(z)).percent >= WELL) break;
    }
    last = view.labels[best];
    return view.code(best);
  };
}

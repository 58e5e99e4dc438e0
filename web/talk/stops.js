/** The stops of a running talk: which one is on the stage, how it comes there, and its walk. */

import { createGlide } from "./glide.js";
import { isOfPage } from "./page_stop.js";
import { createWalk } from "./stop_walk.js";
import { applyMore } from "./take_stop.js";
import { pathOf } from "./track.js";

const FADE_MS = 230;

/**
 * @param {import("./deck.js").Stop[]} stops one or more
 * @param {Object} context
 * @param {any} context.store
 * @param {any} context.lens
 * @param {ReturnType<typeof import("./talk_view.js").createTalkView>} context.view
 * @param {(at: number) => void} context.shown a stop is about to be shown
 * @param {() => void} context.walked a walk came to its end
 */
export function createStops(stops, { store, lens, view, shown, walked }) {
  const { state } = store;
  const glide = createGlide({ store, lens });
  const walk = createWalk({ store, lens, glide });
  let at = 0;
  let hasPlayed = false; // Next has played the walk of the present stop
  /** @type {import("./page_stop.js").Live | null} the page that the present stop holds */
  let live = null;
  let turn = 0; // counts changes of stop, so that a late fade of an old one does nothing

  /** @param {number} to @param {{jump?: boolean}} [how] jump: at once, not by a glide */
  function go(to, { jump = false } = {}) {
    const before = at;
    at = Math.max(0, Math.min(stops.length - 1, to));
    if (live && at === before) return; // it would begin anew
    hasPlayed = false;
    hold();
    shown(at);
    turn += 1;
    const [stop, mine] = [stops[at], turn];
    if (stop.model === state.model && !live && !jump) return enter(stop);
    view.fade(true);
    setTimeout(() => mine === turn && change(stop), jump ? 0 : FADE_MS);
  }

  function change(stop) {
    live = null;
    view.fade(false); // first: what fails to open says so
    live = view.hold(isOfPage(stop) ? stop : null);
    if (live) return;
    lens.follow({ model: stop.model, z: stop.z, stamp: `talk ${Date.now()} ${turn}` });
    enter(stop, 0);
  }

  /** @param {import("./deck.js").Stop} stop @param {number} [ms] */
  function enter(stop, ms) {
    const { projection, colouring, hidden } = stop;
    store.set({ mapStyle: { projection, colouring }, hidden: new Set(hidden) });
    applyMore(stop, { store, lens });
    store.set({ shownWalk: shownWalkOf(stop) });
    view.arrange(stop.panels);
    if (!stop.camera) lens.maps.setCamera(null);
    const camera = stop.panels.includes("map") ? stop.camera : null;
    const arrived = () => lens.pin(Float32Array.from(stop.z), { source: "host", index: null });
    glide.to({ z: stop.z, camera, ms, arrived });
  }

  /** Not before the stop's own model is here: the codes would be those of another. */
  const isHere = () => !live && state.model === stops[at].model;

  /** @param {import("./stop_walk.js").How} [how] */
  function play(how) {
    live?.play();
    if (!isHere()) return;
    hasPlayed = true;
    walk.play(stops[at].walk ?? { kind: "digits" }, how);
  }

  /** Plays the walk of the stop, once. @returns {boolean} whether there was one to play */
  function playOnce() {
    if (live) return live.play();
    if (!stops[at].walk || hasPlayed || walk.kind() || !isHere()) return false;
    const done = () => {
      lens.pin();
      walked();
    };
    play({ once: true, done });
    return true;
  }

  function toggleWalk() {
    if (live) return live.toggle();
    if (!walk.kind()) return play();
    walk.end();
    lens.pin();
  }

  /** Everything that moves holds still. */
  function hold() {
    walk.end();
    glide.end();
  }

  return { go, play, playOnce, toggleWalk, hold, at: () => at, count: stops.length, walkKind: () => walk.kind() };
}

/** The path of a stop of Interpolate is seen before it is walked. @param {import("./deck.js").Stop} stop */
function shownWalkOf({ page, model, walk }) {
  if (page !== "interpolate" || walk?.kind !== "path" || walk.through.length < 2) return null;
  return { model, path: pathOf(walk), waypoints: walk.through.map((z) => Float32Array.from(z)) };
}

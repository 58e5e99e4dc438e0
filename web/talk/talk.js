/**
 * A running talk: stops, the keys of a clicker, walks. Everything it needs is in the browser already.
 *
 * Next plays the walk of a stop first and then moves on, so that a clicker reaches everything. Nothing moves by itself
 * unless the talk was started as an exhibit: then it loops, and waits for a minute after whoever touched it.
 */

import { applyMore, keptOf, playable } from "./deck.js";
import { createGlide } from "./glide.js";
import { createNotesWindow } from "./notes_window.js";
import { watchServer } from "./server_watch.js";
import { createWalk } from "./stop_walk.js";
import { createTalkView } from "./talk_view.js";
import { nextTheme } from "./themes.js";
import { pathOf } from "./track.js";

const IDLE_MS = 60_000;
const EXHIBIT_MS = 20_000; // a stop of an exhibit
const BEFORE_WALK_MS = 4000; // time to read its caption
const FADE_MS = 230;
const INPUTS = ["pointerdown", "pointermove", "wheel", "touchstart"];
const KEYS = {
  ArrowRight: "next",
  ArrowDown: "next",
  " ": "next",
  PageDown: "next",
  n: "notes",
  ArrowLeft: "back",
  ArrowUp: "back",
  PageUp: "back",
  Backspace: "back",
  Home: "first",
  End: "last",
  b: "blank",
  ".": "blank",
  s: "spot",
  r: "run",
  t: "theme",
  f: "fullscreen",
  "?": "help",
  h: "help",
  Escape: "leave",
};

const AWAY =
  "The server could not be reached during the talk. What is in this browser goes on working, and the page connects again by itself.";

/**
 * @param {{store: object, frame: object, lens: object, deck: object, at?: number, theme?: string, isExhibit?: boolean, ended?: () => void}} options
 */
export function startTalk({ store, frame, lens, deck, at = 0, theme = "light", isExhibit = false, ended = () => {} }) {
  const { state } = store;
  const abort = new AbortController();
  const { signal } = abort;
  const stops = playable(deck, lens.library);
  if (!stops.length) throw new Error("No stop of this deck can be shown: its models are not here.");
  const view = createTalkView({ store, frame, lens, signal });
  const glide = createGlide({ store, lens });
  const walk = createWalk({ store, lens, glide });
  const notes = createNotesWindow({ library: lens.library, onKey: key });
  let place = Math.min(at, stops.length - 1);
  let idleTimer = 0;
  let isLooping = false;
  let hasPlayed = false; // Next has played the walk of the present stop
  const before = {
    model: state.model,
    z: state.pinned && Array.from(state.pinned),
    hidden: state.hidden,
    look: state.look,
    kept: keptOf(state),
  };
  let turn = 0; // counts changes of stop, so that a late fade of an old one does nothing

  function go(to, { jump = false } = {}) {
    place = Math.max(0, Math.min(stops.length - 1, to));
    hasPlayed = false;
    const stop = stops[place];
    walk.stop();
    glide.stop();
    view.close("blank");
    view.say(stop.caption, `${place + 1} / ${stops.length}`);
    notes.show({ deck, stops, at: place });
    const mine = (turn += 1);
    if (stop.model === state.model && !jump) return enter(stop);
    view.fade(true);
    setTimeout(() => mine === turn && change(stop), jump ? 0 : FADE_MS);
  }

  function change(stop) {
    lens.follow({ model: stop.model, z: stop.z, stamp: `talk ${Date.now()} ${turn}` });
    enter(stop, 0);
    view.fade(false);
  }

  function enter(stop, ms) {
    store.set({ look: { projection: stop.projection, colouring: stop.colouring }, hidden: new Set(stop.hidden) });
    applyMore(stop, { store, lens });
    store.set({ shownWalk: shownWalkOf(stop) });
    view.arrange(stop.panels);
    if (!stop.camera) state.setCamera?.(null);
    glide.to({
      z: stop.z,
      camera: stop.panels.includes("map") ? stop.camera : null,
      ms,
      then: () => lens.pin(Float32Array.from(stop.z), { source: "host", index: null }),
    });
  }

  const does = {
    next: () => play() || go(place + 1),
    back: () => go(place - 1),
    first: () => go(0),
    last: () => go(stops.length - 1),
    blank: () => view.toggle("blank"),
    spot: () => view.toggle("spot"),
    help: () => view.toggle("help"),
    run: () => (walk.kind() ? (walk.stop(), lens.pin()) : run()),
    theme: () => view.theme((theme = nextTheme(theme))),
    fullscreen: view.fullscreen,
    notes: notes.open,
    leave: () => (view.isOpen("help") ? view.close("help") : end()),
  };

  function run(how = {}) {
    hasPlayed = true;
    walk.start(stops[place].walk ?? { kind: "digits" }, how);
  }

  /** The walk of the stop, once. @returns {boolean} whether there was one to play */
  function play() {
    if (!stops[place].walk || hasPlayed || walk.kind()) return false;
    run({
      once: true,
      done: () => {
        lens.pin();
        tell();
      },
    });
    return true;
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const isForSlider = event.shiftKey && event.key.startsWith("Arrow"); // a slider in focus still takes Shift and arrows
    if (!action || isForSlider) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat) return;
    heard();
    does[action]();
    tell();
  }

  const tell = () => view.tell({ at: place + 1, exhibit: isLooping, walk: walk.kind() ?? "" });

  /** Somebody is there: an exhibit holds still, and loops again after a minute of silence. */
  function heard() {
    clearTimeout(idleTimer);
    isLooping = false;
    if (isExhibit) idleTimer = setTimeout(() => loop(place), IDLE_MS);
  }

  function loop(at) {
    isLooping = true;
    view.close("blank");
    go(at % stops.length);
    tell();
    idleTimer = setTimeout(() => {
      run({ pace: 1.6 });
      tell();
      idleTimer = setTimeout(() => loop(place + 1), EXHIBIT_MS);
    }, BEFORE_WALK_MS);
  }

  function input(event) {
    const wasLooping = isLooping;
    heard();
    if (wasLooping || event.type === "pointerdown") {
      walk.stop(); // whoever grabs something wants it to hold still
      glide.stop();
      tell();
    }
  }

  function end() {
    clearTimeout(idleTimer);
    walk.stop();
    glide.stop();
    notes.close();
    abort.abort();
    store.set({ hidden: before.hidden, look: before.look, shownWalk: null });
    lens.follow({ model: before.model, z: before.z, stamp: `talk ${Date.now()} over` }); // a talk leaves no trace
    store.set(state.model === before.model ? before.kept : {});
    store.set({ isTalking: false });
    if (server.isAway()) store.set({ notice: AWAY });
    ended(place);
  }

  addEventListener("keydown", key, { capture: true, signal });
  for (const name of INPUTS) addEventListener(name, input, { capture: true, passive: true, signal });
  const server = watchServer(signal, () => view.tell({ server: "away" }));
  view.theme(theme);
  store.set({ isFirstVisit: false, isTalking: true });
  if (isExhibit) loop(place);
  else go(place, { jump: true });
  view.focus();
  tell();
  return { end, fullscreen: view.fullscreen };
}

/** The path of a stop that was taken on Interpolate is seen before it is walked. */
function shownWalkOf({ page, model, walk }) {
  if (page !== "interpolate" || walk?.kind !== "path" || walk.through.length < 2) return null;
  return { model, path: pathOf(walk), waypoints: walk.through.map((z) => Float32Array.from(z)) };
}

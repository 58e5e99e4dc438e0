/**
 * A running talk: stops, the keys of a clicker, walks, the kiosk. Everything it needs is in the browser already.
 */

import { playable } from "./deck.js";
import { createGlide } from "./glide.js";
import { createNotesWindow } from "./notes_window.js";
import { createWalk } from "./stop_walk.js";
import { createTalkView } from "./talk_view.js";
import { nextTheme } from "./themes.js";

const IDLE_MS = 60_000;
const FADE_MS = 230;
const INPUTS = ["pointerdown", "pointermove", "wheel", "touchstart"];
const KEYS = {
  ArrowRight: "next", ArrowDown: "next", " ": "next", PageDown: "next", n: "notes",
  ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Backspace: "back", Home: "first", End: "last",
  b: "blank", ".": "blank", s: "spot", r: "run", t: "theme", f: "fullscreen", "?": "help", h: "help", Escape: "leave",
};

/**
 * @param {{store: object, frame: object, lens: object, deck: object, at?: number, theme?: string, ended?: () => void}} options
 */
export function startTalk({ store, frame, lens, deck, at = 0, theme = "light", ended = () => {} }) {
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
  let isIdle = false;
  const before = { model: state.model, z: state.pinned && Array.from(state.pinned), hidden: state.hidden, look: state.look };
  let turn = 0; // counts changes of stop, so that a late fade of an old one does nothing

  function go(to, { jump = false } = {}) {
    place = Math.max(0, Math.min(stops.length - 1, to));
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
    view.arrange(stop.panels);
    if (!stop.camera) state.setCamera?.(null);
    glide.to({ z: stop.z, camera: stop.panels.includes("map") ? stop.camera : null, ms, then: () => lens.pin(Float32Array.from(stop.z), { source: "host", index: null }) });
  }

  const does = {
    next: () => go(place + 1),
    back: () => go(place - 1),
    first: () => go(0),
    last: () => go(stops.length - 1),
    blank: () => view.toggle("blank"),
    spot: () => view.toggle("spot"),
    help: () => view.toggle("help"),
    run: () => (walk.kind() ? (walk.stop(), lens.pin()) : walk.start(stops[place].walk ?? { kind: "digits" })),
    theme: () => view.theme((theme = nextTheme(theme))),
    fullscreen: view.fullscreen,
    notes: notes.open,
    leave: () => (view.isOpen("help") ? view.close("help") : end()),
  };

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const isForSlider = event.shiftKey && event.key.startsWith("Arrow"); // a slider in focus still takes Shift and arrows
    if (!action || isForSlider) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat) return;
    if (heard()) return; // the first touch only ends the kiosk
    does[action]();
    tell();
  }

  const tell = () => view.tell({ at: place + 1, kiosk: isIdle, walk: walk.kind() ?? "" });

  /** Restarts the silence. @returns {boolean} whether the kiosk was on */
  function heard() {
    clearTimeout(idleTimer);
    idleTimer = setTimeout(attract, IDLE_MS);
    if (!isIdle) return false;
    isIdle = false;
    view.idle(false);
    go(place);
    tell();
    return true;
  }

  function attract() {
    isIdle = true;
    view.idle(true);
    view.close("blank");
    walk.start({ kind: "digits" }, { pace: 1.6 });
    tell();
  }

  function input(event) {
    const wasIdle = heard();
    if (!wasIdle && event.type === "pointerdown") {
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
    store.set({ hidden: before.hidden, look: before.look, isTalking: false });
    lens.follow({ model: before.model, z: before.z, stamp: `talk ${Date.now()} over` }); // a talk leaves no trace
    ended(place);
  }

  addEventListener("keydown", key, { capture: true, signal });
  for (const name of INPUTS) addEventListener(name, input, { capture: true, passive: true, signal });
  view.theme(theme);
  store.set({ isFirstVisit: false, isTalking: true });
  go(place, { jump: true });
  view.focus();
  heard();
  tell();
  return { end, fullscreen: view.fullscreen };
}

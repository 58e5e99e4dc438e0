/**
 * A running talk: stops, the keys of a clicker, walks. Everything it needs is in the browser already.
 *
 * Next plays the walk of a stop first and then moves on, so that a clicker reaches everything. Nothing moves by itself
 * unless the talk was started as an exhibit: then it loops, and waits for a minute after whoever touched it.
 */

import { text } from "../words/words.js";
import { createExhibit } from "./exhibit.js";
import { actionOf } from "./key_actions.js";
import { createGuideBar } from "./guide_bar.js";
import { createNotesWindow } from "./notes_window.js";
import { playable } from "./playable.js";
import { watchServer } from "./server_watch.js";
import { createStops } from "./stops.js";
import { keptOf } from "./take_stop.js";
import { createActions } from "./talk_actions.js";
import { createTalkView } from "./talk_view.js";

const INPUTS = ["pointerdown", "pointermove", "wheel", "touchstart"];

/**
 * @param {Object} talk
 * @param {any} talk.store
 * @param {any} talk.frame
 * @param {any} talk.lens
 * @param {import("./deck.js").Deck} talk.deck
 * @param {import("./page_stop.js").HeldPages} [talk.pages] that a stop can hold
 * @param {number} [talk.at] the first stop, counted among those that can be shown
 * @param {string} [talk.theme]
 * @param {boolean} [talk.isExhibit]
 * @param {import("./guide_bar.js").Guide | null} [talk.guide] for a visitor who is shown round: buttons below the stage
 * @param {() => void} [talk.ended]
 * @throws {Error} one sentence, where no stop can be shown
 */
export function startTalk(talk) {
  const { store, frame, lens, deck, pages = {}, at = 0, theme = "light", isExhibit = false, guide = null } = talk;
  const shownStops = playable(deck, { library: lens.library, pages, sent: store.state.held });
  if (!shownStops.length) throw new Error(text("talk.noStopHere"));
  const abort = new AbortController();
  const { signal } = abort;
  const bar = guide && createGuideBar({ next: () => act("next"), back: () => act("back"), leave: end }, leaveTo);
  const view = createTalkView({ store, frame, lens, signal, pages, keepsPages: !isExhibit, bar });
  const notes = createNotesWindow({ library: lens.library, onKey: press });
  const stops = createStops(shownStops, { store, lens, view, shown: showWords, walked: mark });
  const exhibit = createExhibit({
    at: stops.at,
    show: (to) => stops.go(to % stops.count),
    play: stops.play,
    changed: mark,
  });
  const actions = createActions({ stops, view, notes, bar, theme, end });
  const restore = keepState({ store, lens });

  function showWords(to) {
    view.close("blank");
    view.show(shownStops[to].caption, text("talk.progress", { at: to + 1, of: stops.count }));
    bar?.show(to, stops.count);
    notes.show({ deck, stops: shownStops, at: to });
  }

  function press(event) {
    const action = isForButton(event) ? null : actionOf(event);
    if (action) act(action);
  }

  /** @param {string} action */
  function act(action) {
    notice();
    actions[action]();
    mark();
  }

  function leaveTo(page) {
    end();
    guide.open(page);
  }

  /** For tests and for whoever styles the stage. */
  function mark() {
    view.mark({ at: stops.at() + 1, exhibit: exhibit.isLooping(), walk: stops.walkKind() ?? "" });
  }

  /** Somebody is there: an exhibit holds still for a while. */
  function notice() {
    if (isExhibit) exhibit.pause();
  }

  function touch(event) {
    const wasLooping = exhibit.isLooping();
    notice();
    if (!wasLooping && event.type !== "pointerdown") return;
    stops.hold(); // whoever grabs something wants it to hold still
    mark();
  }

  function end() {
    exhibit.end();
    stops.hold();
    notes.close();
    abort.abort();
    restore();
    store.set({ isTalking: false });
    if (server.isAway()) store.set({ notice: text("talk.away") });
    talk.ended?.();
  }

  addEventListener("keydown", press, { capture: true, signal });
  for (const name of INPUTS) addEventListener(name, touch, { capture: true, passive: true, signal });
  const server = watchServer(signal, () => view.mark({ server: "away" }));
  view.theme(theme);
  store.set({ isFirstVisit: false, isTalking: true });
  if (isExhibit) exhibit.loop(at);
  else stops.go(at, { jump: true });
  view.focus();
  mark();
  return { end, fullscreen: view.fullscreen };
}

/** The space bar presses the button that is in focus. */
const isForButton = (event) => event.key === " " && event.composedPath()[0]?.localName === "button";

/** A talk leaves no trace. @returns {() => void} gives everything back as it was */
function keepState({ store, lens }) {
  const { state } = store;
  const { model, hidden, mapStyle } = state;
  const z = state.pinned && Array.from(state.pinned);
  const kept = keptOf(state);
  return () => {
    store.set({ hidden, mapStyle, shownWalk: null });
    lens.follow({ model, z, stamp: `talk ${Date.now()} over` });
    if (state.model === model) store.set(kept);
  };
}

/** Where a deck is made: the list of stops with their texts, files and links, and the button that starts the talk. */

import { STAGE } from "../core/frame.js";
import { save } from "../kit/share.js";
import { readTheme } from "../kit/theme.js";
import { text } from "../words/words.js";
import { emptyDeck } from "./deck.js";
import { withStop } from "./deck_edits.js";
import { deckToText } from "./deck_link.js";
import { createDeckOpening } from "./deck_opening.js";
import { changeDeck, markSaved, storedDeck, undoDeck } from "./deck_shelf.js";
import { createDeskView } from "./desk_view.js";
import { isOfPage } from "./page_stop.js";
import { playable } from "./playable.js";
import { readiness } from "./readiness.js";
import { createStopList } from "./stop_list.js";
import { takeStop } from "./take_stop.js";
import { startTalk } from "./talk.js";

/**
 * @typedef {Object} Props
 * @property {Record<string, import("./deck.js").Deck>} decks that ship, by file name
 * @property {string[]} known models on this machine
 * @property {Record<string, string>} [titles] of models, in plain words
 * @property {Record<string, string>} [broken] what the server says of those that it cannot send
 */

/**
 * Props: {@link Props}. Emits `wanted`: models and pages to send. `pages`: those that a stop can hold.
 *
 * @param {import("./page_stop.js").PartContext & {pages?: import("./page_stop.js").HeldPages}} context
 */
export function createDesk({ root, store, frame, lens, emit, signal, pages = {} }) {
  const { state } = store;
  const view = createDeskView({
    retitle: (title) => edit((deck) => ({ ...deck, title }), { redraw: false }),
    present: (isExhibit) => presenter.present(deck(), { isExhibit }),
    take,
    openExample: (name) => opening.open(props.decks[name]),
    openFile: (file) => opening.openFile(file),
    save: () => saveFile(store, deck()),
    copyLink: () => copyLink(store, deck()).then(view.report),
    begin: () => opening.open(emptyDeck()),
    undo: () => undoDeck(store),
  });
  root.append(view.host);
  const opening = createDeckOpening(store, { report: view.report, ask: view.ask, replaced });
  const presenter = createPresenter({ store, frame, lens, view, pages });
  const present = (at) => presenter.present(deck(), { at });
  const list = createStopList(view.list, { store, lens, edit, present });
  const askFor = createQuestion(emit);
  /** @type {Props} */
  let props = { decks: {}, known: [] };
  let isBehind = false; // a drawing was put off because someone was typing
  let own = null; // the deck as written here last: typing must not draw the field anew under the cursor

  const deck = () => state.deck ?? emptyDeck();

  /** @param {import("./deck_edits.js").Edit} change */
  function edit(change, { redraw = true } = {}) {
    changeDeck(store, change);
    own = state.deck;
    if (redraw) draw(); // at once: a field that waits a frame to be drawn anew would take the next key with it
  }

  function replaced() {
    view.closeQuestion();
    own = state.deck;
    draw();
  }

  function take() {
    if (!state.engine) return view.report(text("talk.noModelYet"));
    edit(withStop(takeStop({ store, lens }, "present")));
  }

  function draw() {
    const { title, stops } = deck();
    const { known, titles, broken } = props;
    const here = { library: lens.library, pages, sent: state.held, known, titles, broken };
    askFor(stops, known);
    const canStart = playable(deck(), here).length > 0;
    view.show({ title, isEmpty: !stops.length, canUndo: Boolean(state.deckBefore), canStart });
    list.draw(stops, here);
    view.showReady(readiness(stops, here));
  }

  function drawUnlessTyping() {
    isBehind = list.isTyping();
    if (!isBehind) draw();
  }

  const due = frame.job(STAGE.paint, drawUnlessTyping, signal);
  view.list.addEventListener("focusout", () => isBehind && due());
  store.watch(["engine", "arrivals", "held"], due, signal);
  store.watch(["deck", "deckBefore"], () => state.deck !== own && due(), signal);
  signal.addEventListener("abort", () => {
    presenter.end();
    view.host.remove();
  });
  if (!state.deck) store.set({ deck: storedDeck() });
  return (next) => {
    props = next;
    view.showExamples(props.decks);
    opening.openLink();
    due();
  };
}

/** Starts the talk, and ends it with the page. */
function createPresenter({ store, frame, lens, view, pages }) {
  let talk = null;
  const ended = () => {
    talk = null;
  };
  return {
    /** @param {import("./deck.js").Deck} deck @param {{at?: number, isExhibit?: boolean}} how */
    present(deck, how) {
      try {
        talk = startTalk({ store, frame, lens, deck, pages, theme: readTheme(view.host).kind, ended, ...how });
        talk.fullscreen();
      } catch (error) {
        view.report(error.message);
      }
    },
    end: () => talk?.end(),
  };
}

/** Asks the server for the models and pages of a deck, once for each set of them. */
function createQuestion(emit) {
  let asked = "";
  return (stops, known) => {
    const models = inOrder(stops.map(({ model }) => model)).filter((name) => known.includes(name));
    const wanted = { models, pages: inOrder(stops.filter(isOfPage).map(({ page }) => page)) };
    if (JSON.stringify(wanted) === asked) return;
    asked = JSON.stringify(wanted);
    emit("wanted", wanted);
  };
}

/** @param {string[]} names */
const inOrder = (names) => [...new Set(names)].sort();

function saveFile(store, deck) {
  save(new Blob([JSON.stringify(deck, null, 1)], { type: "application/json" }), "deck.json");
  markSaved(store);
}

/** The address of this page with the deck in it. @returns {Promise<string>} what to say of it */
async function copyLink(store, deck) {
  try {
    const url = new URL(location.href);
    url.search = `?deck=${await deckToText(deck)}`;
    url.hash = "";
    await navigator.clipboard.writeText(url.href);
    markSaved(store);
    return text("talk.linkCopied");
  } catch (error) {
    return error.message;
  }
}

/**
 * The deck of this browser: one for all its windows. Every change starts from what is stored, so that two windows keep
 * each other's stops; a deck that was replaced can be had back.
 */

import { emptyDeck } from "./deck.js";
import { checkDeck } from "./deck_check.js";

/** @typedef {import("./deck.js").Deck} Deck */

const STORED = "latent-lens-deck";

/** @returns {Deck | null} */
export function storedDeck() {
  try {
    return checkDeck(JSON.parse(localStorage.getItem(STORED)));
  } catch {
    return null; // none yet, another version's, or a frame without storage
  }
}

/** What is stored, unless this window shows another deck, such as that of a one-file explorer. @returns {Deck} */
export function presentDeck({ deck }) {
  const stored = storedDeck();
  if (!deck) return stored ?? emptyDeck();
  return stored?.id === deck.id ? stored : deck;
}

/** @param {(deck: Deck) => Deck} change from the deck as it is now, also in another window */
export function changeDeck(store, change) {
  putDeck(store, { ...change(presentDeck(store.state)), isSaved: false });
}

/** Another deck; the one before can be had back with `undoDeck`. @param {Deck} deck */
export function replaceDeck(store, deck) {
  store.set({ deckBefore: presentDeck(store.state) });
  putDeck(store, { ...deck, isSaved: true });
}

export function undoDeck(store) {
  const { deckBefore } = store.state;
  if (!deckBefore) return;
  store.set({ deckBefore: null });
  putDeck(store, deckBefore);
}

/** It is in a file or a link now: it may be replaced without a question. */
export const markSaved = (store) => putDeck(store, { ...presentDeck(store.state), isSaved: true });

/** @param {Deck} deck */
export const isAtRisk = ({ stops, isSaved }) => stops.length > 0 && !isSaved;

/**
 * Takes over changes of another window.
 *
 * @param {() => boolean} takesOthers whether a deck of another name is taken over as well
 */
export function followOtherWindows(store, takesOthers, signal) {
  const follow = () => {
    const stored = storedDeck();
    const { deck } = store.state;
    if (!stored || JSON.stringify(stored) === JSON.stringify(deck)) return;
    if (!deck || stored.id === deck.id) return store.set({ deck: stored });
    if (takesOthers()) store.set({ deckBefore: deck, deck: stored });
  };
  addEventListener("storage", follow, { signal });
}

function putDeck(store, deck) {
  try {
    localStorage.setItem(STORED, JSON.stringify(deck));
  } catch {
    // a frame without storage has the deck as long as it lives
  }
  store.set({ deck });
}

/**
 * The deck of this browser: one for all its windows. Every change starts from what is stored, so that two windows keep
 * each other's stops; a deck that was replaced can be had back.
 */

import { emptyDeck, storeDeck, storedDeck } from "./deck.js";

/** What is stored, unless this window shows another deck, such as that of a one-file explorer. */
export function presentDeck({ deck }) {
  const stored = storedDeck();
  if (!deck) return stored ?? emptyDeck();
  return stored?.id === deck.id ? stored : deck;
}

/** @param {(deck: object) => object} change from the deck as it is now */
export function changeDeck(store, change) {
  const before = presentDeck(store.state);
  const next = { ...change(before), isSaved: false };
  keep(store, next);
  return before;
}

/** Another deck; the one before can be had back with `undoDeck`. */
export function replaceDeck(store, deck) {
  store.set({ deckBefore: presentDeck(store.state) });
  keep(store, { ...deck, isSaved: true });
}

export function undoDeck(store) {
  const { deckBefore } = store.state;
  if (!deckBefore) return;
  store.set({ deckBefore: null });
  keep(store, deckBefore);
}

/** It is in a file or a link now: it may be replaced without a question. */
export const markSaved = (store) => keep(store, { ...presentDeck(store.state), isSaved: true });

export const isAtRisk = ({ stops, isSaved }) => stops.length > 0 && !isSaved;

function keep(store, deck) {
  storeDeck(deck);
  store.set({ deck });
}

/** Hears of changes in another window. @param {() => boolean} takesOthers whether a deck of another name is taken over as well */
export function followOtherWindows(store, takesOthers, signal) {
  addEventListener(
    "storage",
    () => {
      const stored = storedDeck();
      const { deck } = store.state;
      if (!stored || JSON.stringify(stored) === JSON.stringify(deck)) return;
      if (!deck || stored.id === deck.id) return store.set({ deck: stored });
      if (takesOthers()) store.set({ deckBefore: deck, deck: stored });
    },
    { signal },
  );
}

/** The example talk as a guided tour: starts once all its models are here, and says how far it is until then. */

import { checkDeck } from "./deck_check.js";
import { absenceOf } from "./readiness.js";
import { startTalk } from "./talk.js";

/**
 * @param {Object} context
 * @param {any} context.store
 * @param {any} context.frame
 * @param {any} context.lens
 * @param {AbortSignal} context.signal
 * @param {(page: string) => void} context.open another page
 * @param {(ready: number, count: number) => void} context.waiting how many stops can be shown
 */
export function createGuidedTour({ store, frame, lens, signal, open, waiting }) {
  let wish = null; // the deck that is waited for
  let isStarted = false;

  function tryToStart() {
    if (!wish || isStarted) return;
    const here = { library: lens.library, known: wish.known, broken: wish.broken };
    const absences = wish.deck.stops.map((stop) => absenceOf(stop, here));
    const isComing = absences.some((absence) => absence && !absence.isFinal);
    if (isComing) return waiting(absences.filter((absence) => !absence).length, absences.length);
    const { deck } = wish;
    wish = null;
    isStarted = true;
    const ended = () => {
      isStarted = false;
      waiting(0, 0);
    };
    startTalk({ store, frame, lens, deck, theme: "dark", guide: { open }, ended });
  }

  store.watch(["arrivals"], tryToStart, signal);
  return {
    /** @param {{deck: any, known: string[], broken: Record<string, string>}} sent known: models on this machine */
    begin({ deck, known, broken }) {
      wish = { deck: checkDeck(deck), known, broken };
      tryToStart();
    },
  };
}

/** Another deck instead of the present one, from an example, a file or the page's address. */

import { text } from "../words/words.js";
import { newId } from "./deck.js";
import { checkDeck } from "./deck_check.js";
import { deckFromText } from "./deck_link.js";
import { isAtRisk, presentDeck, replaceDeck } from "./deck_shelf.js";

/**
 * @param {any} store
 * @param {Object} on
 * @param {(sentence: string) => void} on.report
 * @param {(sentence: string, replace: () => void) => void} on.ask
 * @param {() => void} on.replaced
 */
export function createDeckOpening(store, { report, ask, replaced }) {
  let isLinkOpened = false;

  /** Asks first where the present deck is nowhere else. @param {any} value */
  function open(value) {
    let next;
    try {
      next = { ...checkDeck(value), id: newId() };
    } catch (error) {
      return report(error.message);
    }
    report("");
    const before = presentDeck(store.state);
    if (!isAtRisk(before)) return replace(next);
    ask(text("talk.replaceQuestion", { n: before.stops.length, title: next.title }), () => replace(next));
  }

  function replace(next) {
    replaceDeck(store, next);
    replaced();
  }

  /** @param {File} file */
  async function openFile(file) {
    try {
      open(JSON.parse(await file.text()));
    } catch {
      report(text("talk.notJson", { file: file.name }));
    }
  }

  /** The deck in the page's address, once. */
  function openLink() {
    const letters = new URLSearchParams(location.search).get("deck");
    if (!letters || isLinkOpened) return;
    isLinkOpened = true;
    deckFromText(letters)
      .then(open, (error) => report(error.message))
      .then(forgetLink);
  }

  return { open, openFile, openLink };
}

/** A deck that was opened is this browser's: a reload must not open it again over what was changed since. */
function forgetLink() {
  const url = new URL(location.href);
  url.searchParams.delete("deck");
  history.replaceState(history.state, "", url.href);
}

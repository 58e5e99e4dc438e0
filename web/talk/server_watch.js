/**
 * During a talk the server may go: the host's own words about that belong to the page, not on the stage. They are closed as soon
 * as they come, and the page says in its own words, after the talk, what happened.
 */

const DIALOG = '[role="dialog"]';
const WORDS = /connect/i;

/** @param {AbortSignal} signal @param {() => void} wentAway */
export function watchServer(signal, wentAway) {
  let isAway = false;
  const look = () => {
    for (const dialog of document.querySelectorAll(DIALOG)) {
      if (!WORDS.test(dialog.textContent)) continue;
      dialog.querySelector('button[aria-label="Close"]')?.click();
      if (!isAway) wentAway();
      isAway = true;
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
  look();
  return { isAway: () => isAway };
}

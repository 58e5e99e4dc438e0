/**
 * During a talk the server may go: the host's own words about that belong to the page, not on the stage. They are
 * closed as soon as they come, and the page says in its own words, after the talk, what happened.
 */

const DIALOG = '[role="dialog"]';
const HOST_WORDS = /connect/i; // of the host's dialog

/** @param {AbortSignal} signal @param {() => void} wentAway */
export function watchServer(signal, wentAway) {
  let isAway = false;

  function check() {
    for (const dialog of document.querySelectorAll(DIALOG)) {
      if (!HOST_WORDS.test(dialog.textContent)) continue;
      /** @type {HTMLElement | null} */ (dialog.querySelector('button[aria-label="Close"]'))?.click();
      if (!isAway) wentAway();
      isAway = true;
    }
  }

  const observer = new MutationObserver(check);
  observer.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
  check();
  return { isAway: () => isAway };
}

/**
 * Messages to the host that need no answer: gathered while the hand moves, sent as one once it rests. Every message
 * makes the server run a script; a row of pins is worth one.
 */

import { isLeaving } from "./leaving.js";

const QUIET_MS = 1000; // after the last message

/** @typedef {ReturnType<typeof createOutbox>} Outbox */

/**
 * @param {import("./types.js").Emit} emit
 * @param {AbortSignal} signal what is unsent then stays unsent: the next page's outbox asks its own parts again
 * @param {(isWaiting: boolean) => void} [changed]
 * @param {number} [quietMs]
 */
export function createOutbox(emit, signal, changed = () => {}, quietMs = QUIET_MS) {
  /** @type {Map<string, () => unknown>} */
  const waiting = new Map();
  let timer = 0;

  function send() {
    if (isLeaving()) return rest();
    const messages = [...waiting];
    waiting.clear();
    for (const [event, value] of messages) {
      const content = value();
      if (content !== null) emit(event, content);
    }
    changed(false);
  }

  function rest() {
    clearTimeout(timer);
    timer = setTimeout(send, quietMs);
  }

  signal.addEventListener("abort", () => clearTimeout(timer));
  return {
    /** @param {string} event @param {() => unknown} value at that moment, or null if there is nothing left to send */
    soon(event, value) {
      waiting.set(event, value);
      rest();
      changed(true);
    },
  };
}

/**
 * What the page tells its host without waiting for an answer: gathered while the hand moves, sent as one message once it
 * rests. Every message makes the server run a script; a row of pins is worth one.
 */

import { isLeaving } from "./leaving.js";

const QUIET_MS = 1000; // after the last word

/**
 * @param {(event: string, value: any) => void} emit
 * @param {AbortSignal} signal what is still unsaid then stays unsaid: the next page's post asks its own words again
 * @param {(isWaiting: boolean) => void} [changed]
 * @param {number} [quietMs]
 */
export function createPost(emit, signal, changed = () => {}, quietMs = QUIET_MS) {
  /** @type {Map<string, () => any>} */
  const waiting = new Map();
  let timer = 0;

  function send() {
    if (isLeaving()) return rest();
    const words = [...waiting];
    waiting.clear();
    for (const [event, value] of words) {
      const said = value();
      if (said !== null) emit(event, said);
    }
    changed(false);
  }

  function rest() {
    clearTimeout(timer);
    timer = setTimeout(send, quietMs);
  }

  signal.addEventListener("abort", () => clearTimeout(timer));
  return {
    /** @param {string} event @param {() => any} value at that moment, or null if there is nothing left to say */
    soon(event, value) {
      waiting.set(event, value);
      rest();
      changed(true);
    },
  };
}

/** Whatever throws while the page draws ends as a sentence; a fault of our own is reported to the console as well. */

import { Problem } from "../engine/problem.js";
import { STAGE } from "./frame.js";
import { failureOf } from "./problem.js";

/**
 * @param {import("./types.js").Store} store
 * @param {AbortSignal | null} [signal] ends the listening
 * @returns {(error: unknown, stage?: number) => void} what to call with an error, and with the stage of a frame's job
 */
export function createFailures(store, signal = null) {
  function failed(error, stage) {
    if (stage === STAGE.background && error instanceof Problem) return; // a small picture fails: going there says why
    if (stage === STAGE.meter) store.set({ support: null });
    if (!store.state.problem?.isWhole) store.set({ problem: failureOf(error, false) }); // no picture at all comes first
    if (!(error instanceof Problem)) reportError(error);
  }

  /** The page around us has errors of its own. @param {Event} event @param {unknown} thrown */
  function catchOurs(event, thrown) {
    if (!(thrown instanceof Problem)) return;
    event.preventDefault();
    failed(thrown);
  }

  addEventListener("error", (event) => catchOurs(event, event.error), ending(signal));
  addEventListener("unhandledrejection", (event) => catchOurs(event, event.reason), ending(signal));
  return failed;
}

/** Options of a listener on the page that ends with a signal, where there is one. @param {AbortSignal | null} signal */
export const ending = (signal) => (signal ? { signal } : {});

/** The page's side of the worker: one run at a time, and one picture on its way at most. */

import { Problem } from "../engine/problem.js";

/** @typedef {import("./settings.js").Settings} Settings */
/**
 * @typedef {import("./trainer.js").Picture &
 *   {run: number, isRunning: boolean, isBroken: boolean, stepsDone: number}} Shown
 */

/**
 * @param {string} source of the worker, one script
 * @param {(picture: Shown) => void} arrived
 * @param {(problem: Problem) => void} failed
 * @param {() => {side: number, since: number}} wanted of the next picture
 */
export function createSession(source, arrived, failed, wanted) {
  const worker = started(source);
  let run = 0;
  let isAsked = false;
  let isWanted = false; // another, once the one on its way is here

  worker.onmessage = ({ data }) => {
    isAsked = false;
    if (data.run === run) arrived(data); // a picture of the run before is no news
    if (isWanted) ask();
  };
  function ask() {
    isWanted = isAsked;
    if (isAsked) return;
    isAsked = true;
    worker.postMessage({ kind: "show", run, ...wanted() });
  }

  worker.onerror = (event) => {
    event.preventDefault();
    failed(new Problem("The training stopped: {reason}. Reload the page", { reason: event.message || "worker" }));
  };

  return {
    /** @param {import("./trainer.js").Data} data @param {Settings} settings @param {"wasm" | "js"} backend */
    begin(data, settings, backend) {
      run += 1;
      worker.postMessage({ kind: "begin", data, settings, backend });
    },

    /** @param {Settings} settings */
    set: (settings) => worker.postMessage({ kind: "set", settings }),

    /** @param {boolean} isRunning @param {number} pace */
    run: (isRunning, pace) => worker.postMessage({ kind: "run", isRunning, pace }),

    epoch: () => worker.postMessage({ kind: "epoch" }),

    /** Asks for a picture; one at a time is on its way. */
    show: ask,

    end: () => worker.terminate(),
  };
}

/** @param {string} source @throws {Problem} where workers do not start */
function started(source) {
  try {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    return new Worker(url);
  } catch {
    throw new Problem("This browser starts no worker here, and the training runs in one. Try another browser");
  }
}

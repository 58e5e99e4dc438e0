/** The page's side of the worker: one run at a time, and one picture on its way at most. */

import { Problem } from "../engine/problem.js";

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./trainer.js").Picture & {run: number, isBroken: boolean, stepsDone: number}} Shown */

/**
 * @param {string} source of the worker, one script
 * @param {(picture: Shown) => void} arrived
 * @param {(problem: Problem) => void} failed
 */
export function createSession(source, arrived, failed) {
  const worker = started(source);
  let run = 0;
  let isAsked = false;

  worker.onmessage = ({ data }) => {
    isAsked = false;
    if (data.run === run) arrived(data); // a picture of the run before is no news
  };
  worker.onerror = (event) => {
    event.preventDefault();
    failed(new Problem("The training stopped: {reason}. Reload the page", { reason: event.message || "worker" }));
  };

  return {
    /** @param {import("./trainer.js").Data} data @param {Settings} settings @param {"wasm" | "js"} backend */
    begin(data, settings, backend) {
      run += 1;
      isAsked = false;
      worker.postMessage({ kind: "begin", data, settings, backend });
    },

    /** @param {Settings} settings */
    set: (settings) => worker.postMessage({ kind: "set", settings }),

    /** @param {boolean} isRunning @param {number} pace */
    run: (isRunning, pace) => worker.postMessage({ kind: "run", isRunning, pace }),

    epoch: () => worker.postMessage({ kind: "epoch" }),

    /** Asks for a picture, unless one is on its way. @param {{side: number, since: number}} wanted */
    show(wanted) {
      if (isAsked) return;
      isAsked = true;
      worker.postMessage({ kind: "show", run, ...wanted });
    },

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

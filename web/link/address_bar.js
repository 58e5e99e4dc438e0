/** Writes the browser's address: a change replaces the present entry of the history, a pin makes a new one. */

import { addressOf } from "./address.js";

const WRITE_MS = 250; // after the last change
const SAME_GESTURE_MS = 1500; // pins of one slider that follow each other faster are one step of the history
const SLID = ["slider", "factor"]; // sources of such pins
const OURS = { latentLens: true }; // state of an entry that was written here

/**
 * @param {import("./field.js").Context} runtime @param {() => boolean} isWriting @param {string | null} model of the
 * address
 */
export function createAddressBar(runtime, isWriting, model) {
  const { state } = runtime.store;
  let timer = 0;
  /** @type {string | null} the model that a page opens with, while it is still on its way: no step of its own */
  let awaited = null;
  /** The present entry; a page's first one was made by the link that led there. */
  let entry = { path: location.pathname, model, source: "link", at: 0, pinned: null };

  /** @param {"pushState" | "replaceState"} how */
  function write(how) {
    clearTimeout(timer);
    if (!isWriting()) return;
    const address = addressOf(runtime);
    if (address !== location.href || how === "pushState") history[how](OURS, "", address);
    entry = { ...entry, path: location.pathname, model: state.model, pinned: state.pinned };
  }

  return {
    writeSoon() {
      clearTimeout(timer);
      timer = setTimeout(write, WRITE_MS, "replaceState");
    },

    /** The host has opened another page. */
    opens() {
      awaited = state.pageModel === state.model ? null : state.pageModel;
    },

    /** A code was pinned, or a model opened at one: a step of the history, unless it belongs to the one before. */
    step() {
      if (!isWriting() || state.pinned === entry.pinned) return;
      const { source } = state.pinnedOrigin;
      const isOfPage = source === "host" && state.model === awaited;
      if (isOfPage) awaited = null;
      const isNew = source !== "host" || (state.model !== entry.model && !isOfPage);
      const isSamePage = location.pathname === entry.path;
      const isSameGesture = source === entry.source && SLID.includes(source) && Date.now() - entry.at < SAME_GESTURE_MS;
      entry = { ...entry, source, at: Date.now() };
      write(isNew && isSamePage && !isSameGesture ? "pushState" : "replaceState");
    },

    /** The entry that the visitor has gone to. */
    travelled() {
      clearTimeout(timer);
      entry = { path: location.pathname, model: state.model, source: "host", at: 0, pinned: state.pinned };
    },

    /** What is shown now is what the address names. */
    isShown() {
      entry = { ...entry, pinned: state.pinned, model: state.model };
    },
  };
}

/** Whether an entry was written here. @param {PopStateEvent} event */
export const isOurs = ({ state }) => Boolean(state?.latentLens);

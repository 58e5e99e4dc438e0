/**
 * A whole page on the stage, in the place of the panels: opened when its stop is shown, and gone with it. One that can
 * rest out of sight is kept instead, and goes on where it was when its stop comes back.
 */

import { el } from "../kit/dom.js";
import { PAGE_CSS } from "./talk_style.js";

const DESIGN_PX = { width: 1050, height: 640 }; // what a page needs to be seen whole; it grows with a larger stage

/** @typedef {import("./page_stop.js").Live} Live */
/** @typedef {{stop: import("./deck.js").Stop, place: HTMLElement, abort: AbortController, live: Live | null}} Opened */

/**
 * @param {Omit<import("./page_stop.js").PartContext, "root" | "emit" | "keys">} context
 * @param {import("./page_stop.js").HeldPages} pages
 * @param {boolean} keeps them; an exhibit begins each anew
 */
export function createPageSlot({ store, frame, lens, signal }, pages, keeps) {
  const element = el("div", { class: "page", hidden: true, "data-testid": "stage-page" });
  const resize = new ResizeObserver(fit);
  resize.observe(element);
  /** @type {Map<import("./deck.js").Stop, Opened>} */
  const kept = new Map();
  /** @type {Opened | null} */
  let shown = null;

  function fit() {
    const { clientWidth: width, clientHeight: height } = element;
    element.style.setProperty(
      "--fit",
      Math.max(1, Math.min(width / DESIGN_PX.width, height / DESIGN_PX.height)).toFixed(3),
    );
    shown?.live?.update();
  }

  function close() {
    if (shown && kept.has(shown.stop)) shown.live.setAway(true);
    else shown?.abort.abort();
    shown = null;
    element.replaceChildren();
    element.hidden = true;
  }

  /** @param {import("./deck.js").Stop} stop */
  function begin(stop) {
    const place = el("div", { class: stop.page });
    element.append(place);
    const root = place.attachShadow({ mode: "open" });
    const abort = new AbortController();
    const keys = new EventTarget(); // hears none: letters are the talk's
    const context = { root, store, frame, lens, keys, emit() {}, signal: abort.signal };
    shown = { stop, place, abort, live: null };
    shown.live = pages[stop.page].open(context, stop.query, store.state.held[stop.page]);
    root.append(el("style", {}, PAGE_CSS)); // after the page's own, which it overrules
    if (keeps && shown.live.setAway) kept.set(stop, shown);
  }

  /** @param {Opened} held */
  function goOn(held) {
    shown = held;
    element.append(held.place);
    held.live.setAway(false);
    held.live.update(); // colours or size may have changed meanwhile
  }

  /** @param {import("./deck.js").Stop} stop @returns {Live} */
  function open(stop) {
    close();
    element.hidden = false;
    if (kept.has(stop)) goOn(kept.get(stop));
    else begin(stop);
    return shown.live;
  }

  signal.addEventListener("abort", () => {
    resize.disconnect();
    close();
    for (const { abort } of kept.values()) abort.abort();
  });
  return { element, open, close, update: () => shown?.live?.update() };
}

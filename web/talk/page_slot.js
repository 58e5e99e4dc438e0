/** A whole page on the stage, in the place of the panels: opened when its stop is shown, and gone with it. */

import { el } from "../kit/dom.js";
import { PAGE_CSS } from "./talk_style.js";

const DESIGN_PX = { width: 1050, height: 640 }; // what a page needs to be seen whole; it grows with a larger stage

/** @typedef {import("./page_stop.js").Live} Live */

/**
 * @param {Omit<import("./page_stop.js").PartContext, "root" | "emit" | "keys">} context
 * @param {import("./page_stop.js").HeldPages} pages
 */
export function createPageSlot({ store, frame, lens, signal }, pages) {
  const element = el("div", { class: "page", hidden: true, "data-testid": "stage-page" });
  const resize = new ResizeObserver(fit);
  resize.observe(element);
  /** @type {AbortController | null} */
  let abort = null;
  /** @type {Live | null} */
  let live = null;

  function fit() {
    const { clientWidth: width, clientHeight: height } = element;
    element.style.setProperty(
      "--fit",
      Math.max(1, Math.min(width / DESIGN_PX.width, height / DESIGN_PX.height)).toFixed(3),
    );
    live?.update();
  }

  function close() {
    abort?.abort();
    live = null;
    element.replaceChildren();
    element.hidden = true;
  }

  /** @param {import("./deck.js").Stop} stop @returns {Live} */
  function open({ page, query }) {
    close();
    element.hidden = false;
    const place = el("div", { class: page });
    element.append(place);
    const root = place.attachShadow({ mode: "open" });
    abort = new AbortController();
    const keys = new EventTarget(); // hears none: letters are the talk's
    const context = { root, store, frame, lens, keys, emit() {}, signal: abort.signal };
    live = pages[page].open(context, query, store.state.held[page]);
    root.append(el("style", {}, PAGE_CSS)); // after the page's own, which it overrules
    return live;
  }

  signal.addEventListener("abort", () => {
    resize.disconnect();
    close();
  });
  return { element, open, close, update: () => live?.update() };
}

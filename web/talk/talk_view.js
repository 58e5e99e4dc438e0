/**
 * What the audience sees: one or two big panels, a caption, and over them spotlight, black screen and the list of keys.
 *
 * It stands in the browser's top layer, outside of every page: nothing that the page or its server does can cover it.
 */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { GUIDE_CSS } from "./guide_bar.js";
import { createLayers } from "./layers.js";
import { createPageSlot } from "./page_slot.js";
import { createPanels } from "./panels.js";
import { TALK_CSS } from "./talk_style.js";
import { applyTheme } from "./themes.js";

const DESIGN_WIDTH = 1050; // sliders are drawn for this width and grow with a wider wall

/** @param {any} context pages: that a stop can hold, and whether they are kept; bar: of a guided tour, or null */
export function createTalkView({ store, frame, lens, signal, pages = {}, keepsPages = true, bar = null }) {
  const host = el("div", { id: "latent-lens-talk", "data-testid": "talk" });
  host.popover = "manual";
  const root = host.attachShadow({ mode: "open" });
  const panels = createPanels({ store, frame, lens, signal });
  const page = createPageSlot({ store, frame, lens, signal }, pages, keepsPages);
  const layers = createLayers(signal);
  const caption = el("p", { class: "caption", "aria-live": "polite", "data-testid": "caption" });
  const progress = el("b", { "data-testid": "progress", style: "font-weight:400" });
  const keys = el("span", { "data-testid": "keys-hint" }, text("talk.keysHint"));
  const talk = el(
    "div",
    { class: bar ? "talk guided" : "talk", tabindex: "-1", role: "application", "aria-label": text("talk.stageLabel") },
    panels.element,
    page.element,
    caption,
    bar ? bar.bar : el("div", { class: "foot" }, keys, progress),
    ...layers.elements,
    bar?.ending,
  );
  root.append(el("style", {}, TALK_CSS + GUIDE_CSS), talk);
  document.body.append(host);
  stayOnTop(host, signal);
  growWithWindow(host, signal);
  signal.addEventListener("abort", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    host.remove();
  });

  return {
    focus: () => talk.focus({ preventScroll: true }),
    arrange: panels.arrange,
    fade(isFading) {
      panels.fade(isFading);
      page.element.classList.toggle("fading", isFading);
    },
    /** The page of a stop in the place of the panels, or none. @param {import("./deck.js").Stop | null} stop */
    hold(stop) {
      panels.element.hidden = Boolean(stop);
      if (stop) return page.open(stop);
      page.close();
      return null;
    },
    close: layers.close,
    isOpen: layers.isOpen,
    fullscreen: toggleFullscreen,
    /** @param {string} words @param {string} at where in the talk they are said */
    show(words, at) {
      setText(caption, words);
      setText(progress, at);
    },
    /** As data attributes. @param {Record<string, any>} facts */
    mark: (facts) => Object.assign(host.dataset, facts),
    /** @param {import("./layers.js").Layer} name */
    toggle(name) {
      layers.toggle(name);
      if (name === "help") keys.hidden = true; // found
    },
    theme(name) {
      applyTheme(host, name);
      panels.update();
      page.update();
    },
  };
}

function toggleFullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {}); // the talk goes on in its window
}

function growWithWindow(host, signal) {
  const grow = () => host.style.setProperty("--grow", String(Math.max(1, innerWidth / DESIGN_WIDTH)));
  addEventListener("resize", grow, { signal });
  grow();
}

function stayOnTop(host, signal) {
  document.addEventListener("fullscreenchange", () => raise(host), { signal });
  // A dialog of the page, such as the one that says that the server is gone, shuts out all that stands beside it.
  const letIn = () => ["inert", "aria-hidden"].forEach((name) => host.removeAttribute(name));
  const observer = new MutationObserver(letIn);
  observer.observe(host, { attributeFilter: ["inert", "aria-hidden"] });
  signal.addEventListener("abort", () => observer.disconnect());
  raise(host);
}

/** Above whatever else is in the top layer: a page in full screen enters it later than we did. */
function raise(host) {
  if (!host.showPopover) return;
  if (host.matches(":popover-open")) host.hidePopover();
  host.showPopover();
}

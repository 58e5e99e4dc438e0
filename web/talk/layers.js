/** What lies over the stage: a spotlight that follows the pointer, a black screen, and the list of keys. */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";
import { KEY_HELP } from "./key_actions.js";

/** @typedef {"spot" | "blank" | "help"} Layer */

/** @param {AbortSignal} signal */
export function createLayers(signal) {
  const spot = el("div", { class: "over spot", hidden: true, "data-testid": "spotlight" });
  const blank = el("div", { class: "over blank", hidden: true, "data-testid": "blank" });
  const help = el("div", { class: "over help", hidden: true }, createKeyTable());
  const layers = { spot, blank, help };
  const follow = ({ clientX, clientY }) => {
    spot.style.setProperty("--x", `${clientX}px`);
    spot.style.setProperty("--y", `${clientY}px`);
  };
  addEventListener("pointermove", follow, { signal });
  return {
    elements: [spot, blank, help],
    /** @param {Layer} name */
    toggle(name) {
      layers[name].hidden = !layers[name].hidden;
    },
    /** @param {Layer} name */
    close(name) {
      layers[name].hidden = true;
    },
    /** @param {Layer} name */
    isOpen: (name) => !layers[name].hidden,
  };
}

function createKeyTable() {
  const rows = KEY_HELP.map(([keys, does]) => el("tr", {}, el("td", {}, text(keys)), el("td", {}, text(does))));
  return el("table", {}, ...rows);
}

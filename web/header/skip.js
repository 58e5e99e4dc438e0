/** First in the header for who has no pointer: straight to what the page is for. Seen while they have the focus. */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";

/** By page: which parts can be gone to, and the key of what the way is called. */
const WAYS = {
  explore: { sliders: "header.toSliders", map: "header.toMap" },
  manifold: { plane: "header.toPlane" },
};

export const SKIP_CSS = `
.header .skip { position: absolute; right: 100%; margin-right: 6px; white-space: nowrap; clip-path: inset(50%); }
.header .skip:focus-visible { clip-path: none; z-index: 1; box-shadow: 0 4px 16px rgb(0 0 0 / 25%); }
`;

/** @param {(place: string) => void} goTo */
export function createSkips(goTo) {
  const element = el("span");
  let shown = "";

  const button = ([place, key]) =>
    el("button", { class: "skip", "data-testid": `skip-${place}`, onclick: () => goTo(place) }, text(key));

  return {
    element,
    /** @param {string} page */
    update(page) {
      if (page === shown) return;
      shown = page;
      element.replaceChildren(...Object.entries(WAYS[page] ?? {}).map(button));
    },
  };
}

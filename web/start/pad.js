/** The pad on Start, made when it is first asked for: what is drawn, what the model makes of it, and the way on. */

import { createDrawing } from "../draw/drawing.js";
import { el } from "../kit/dom.js";
import { text } from "../words/words.js";
import { createNearest } from "./nearest.js";

/**
 * @param {Omit<import("../core/types.js").PartContext, "root">} context
 * @param {HTMLElement} panel that it stands in
 * @param {(page: string) => void} open goes to a page
 * @returns {{open: () => void, take: (answer?: object) => void}} take: what the host answered
 */
export function createStartPad(context, panel, open) {
  /** @type {ReturnType<typeof createDrawing> | null} */
  let drawing = null;
  /** @type {ReturnType<typeof createNearest> | null} */
  let nearest = null;

  function create() {
    const made = createDrawing(context);
    nearest = createNearest(context);
    const carry = () => {
      made.carry(); // Explore's pad takes it when its page comes
      open("explore");
    };
    panel.append(
      made.drawn,
      made.seen,
      el("span", { class: "soft made" }, text("start.made")),
      nearest.element,
      el("button", { class: "carry", onclick: carry, "data-testid": "door-carry" }, text("start.carry")),
    );
    return made;
  }

  return {
    open() {
      drawing ??= create();
      drawing.open();
    },
    take: (answer) => nearest?.take(answer),
  };
}

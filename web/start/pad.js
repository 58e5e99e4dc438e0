/** The pad on Start, made when it is first asked for: what is drawn, what the model makes of it, and the way on. */

import { createDrawing } from "../draw/drawing.js";
import { el } from "../kit/dom.js";
import { text } from "../words/words.js";

/**
 * @param {Pick<import("../core/types.js").PartContext, "store" | "frame" | "lens" | "keys" | "signal">} context
 * @param {HTMLElement} panel that it stands in
 * @param {(page: string) => void} open goes to a page
 * @returns {() => void} opens it
 */
export function createStartPad(context, panel, open) {
  /** @type {ReturnType<typeof createDrawing> | null} */
  let drawing = null;

  function create() {
    const made = createDrawing(context);
    const carry = () => {
      made.carry(); // Explore's pad takes it when its page comes
      open("explore");
    };
    panel.append(
      made.drawn,
      made.seen,
      el("span", { class: "soft made" }, text("start.made")),
      el("button", { class: "carry", onclick: carry, "data-testid": "door-carry" }, text("start.carry")),
    );
    return made;
  }

  return () => {
    drawing ??= create();
    drawing.open();
  };
}

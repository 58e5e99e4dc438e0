/** A waypoint as a card: its picture and name, moved by dragging or by buttons, decoded while the pointer is on it. */

import { imageName } from "../meter/class_words.js";
import { el } from "../kit/dom.js";
import { createPainter, parseColour, strokeTable } from "../kit/picture.js";
import { text } from "../words/words.js";

/**
 * @param {import("../core/waypoints.js").Waypoint} waypoint
 * @param {{at: number, count: number}} order from 0
 * @param {Object} context
 * @param {any} context.state of the store
 * @param {any} context.lens
 * @param {any} context.theme
 * @param {(from: number, to: number) => void} context.move
 * @param {(at: number) => void} context.remove
 */
export function createWaypointCard({ z, index }, { at, count }, { state, lens, theme, move, remove }) {
  const canvas = el("canvas", { class: "crisp", "aria-hidden": "true" });
  createPainter(canvas, state.engine.imageShape)(state.engine.decode(z), strokeTable(parseColour(theme.text)));
  const name = index === null ? text("walks.point") : imageName(state.view, index);
  const label = { n: at + 1, name };
  const earlier = { title: text("walks.earlier"), "aria-label": text("walks.earlierLabel", label), disabled: at === 0 };
  const later = {
    title: text("walks.later"),
    "aria-label": text("walks.laterLabel", label),
    disabled: at === count - 1,
  };
  const away = { title: text("walks.remove"), "aria-label": text("walks.removeLabel", label) };
  const card = el(
    "div",
    { class: "card", role: "listitem", draggable: "true", title: text("walks.cardHint") },
    canvas,
    el("small", { class: "number" }, name),
    el(
      "span",
      {},
      el("button", { ...earlier, onclick: () => move(at, at - 1) }, "‹"),
      el("button", { ...away, onclick: () => remove(at) }, "×"),
      el("button", { ...later, onclick: () => move(at, at + 1) }, "›"),
    ),
  );
  card.addEventListener("pointerenter", () => lens.move(z, { source: "waypoint", index }));
  card.addEventListener("pointerleave", () => lens.restore());
  return card;
}

/**
 * Cards that are dragged onto one another.
 *
 * @param {(from: number, to: number) => void} move
 * @returns {(card: HTMLElement, at: number) => void} makes a card one of them
 */
export function createCardDrag(move) {
  let dragged = null;
  return (card, at) => {
    card.addEventListener("dragstart", (event) => {
      dragged = at;
      event.dataTransfer.setData("text/plain", String(at));
    });
    card.addEventListener("dragover", (event) => {
      event.preventDefault();
      card.classList.add("over");
    });
    card.addEventListener("dragleave", () => card.classList.remove("over"));
    card.addEventListener("drop", (event) => {
      event.preventDefault();
      if (dragged !== null) move(dragged, at);
      dragged = null;
    });
  };
}

/** A slider for each direction of the visitor's own, with its name and a badge that says what it does. */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { wordsOf } from "./direction_words.js";
import { createSlider } from "./slider.js";

export const BADGE_CSS = `
.badge { font-size: 0.6875rem; padding: 0 0.35rem; border-radius: 4px; border: 1px solid currentColor;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-width: 0; }
`;
const LONGEST_NAME = 60; // letters

/** @typedef {import("../core/types.js").Direction} Direction */

export function createDirectionRows({ store, frame, lens, own }) {
  const { state } = store;
  /** @type {WeakMap<Direction, HTMLElement>} */
  const badges = new WeakMap();

  /** @param {Direction} direction */
  function describe(direction) {
    const badge = badges.get(direction);
    const { text: words, title } = wordsOf(direction.quality, state.view.classNames);
    setText(badge, words);
    badge.title = title;
  }

  function heading(direction) {
    const name = el("input", {
      type: "text",
      value: direction.name,
      "aria-label": text("sliders.directionName"),
      maxlength: LONGEST_NAME,
      onchange: () => own.rename(direction, name.value),
    });
    const badge = el("span", { class: "badge number", tabindex: 0, "data-testid": "direction-quality" });
    badges.set(direction, badge);
    describe(direction);
    return [name, badge];
  }

  const remover = (direction) =>
    el(
      "button",
      {
        "aria-label": text("sliders.remove", { name: direction.name }),
        title: text("sliders.removeTitle"),
        onclick: () => own.remove(direction),
      },
      "×",
    );

  const slider = (direction) =>
    createSlider(direction, { store, frame, lens, heading: heading(direction), tail: remover(direction) });

  return { describe, sliders: () => state.directions.map(slider) };
}

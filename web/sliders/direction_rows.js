/** A slider for each direction of the visitor's own, with its name and a badge that says in words what it does. */

import { el, setText } from "../kit/dom.js";
import { explained } from "../kit/explain.js";
import { LONGEST_DIRECTION_NAME } from "../link/direction_file.js";
import { text } from "../words/words.js";
import { wordsOf } from "./direction_words.js";
import { createSlider } from "./slider.js";
import { createSliderName } from "./slider_name.js";

export const BADGE_CSS = `
.slider .line .badge { display: flex; min-width: 0; flex: 1 1 0; overflow: hidden; }
.slider .line .badge button { width: auto; min-height: 0; height: auto; display: block; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; color: var(--soft); }
.slider.fresh { animation: fresh 1.6s ease-out; border-radius: 6px; }
@keyframes fresh { from { background: color-mix(in srgb, var(--st-primary-color) 30%, transparent); } }
@media (prefers-reduced-motion: reduce) { .slider.fresh { animation: none; } }
`;

/** @typedef {import("../core/types.js").Direction} Direction */

export function createDirectionRows({ store, frame, lens, own }) {
  const { state } = store;
  /** @type {WeakMap<Direction, HTMLElement>} */
  const badges = new WeakMap();
  /** @type {WeakMap<Direction, import("./slider.js").Slider>} */
  const made = new WeakMap();

  /** @param {Direction} direction */
  function describe(direction) {
    setText(badges.get(direction), wordsOf(direction.quality, state.view.classNames).text);
  }

  /** Its numbers on demand. @param {Direction} direction */
  const explanation = (direction) => () => ({
    title: direction.name,
    says: wordsOf(direction.quality, state.view.classNames).sentences,
  });

  function createBadge(direction) {
    const words = el("span");
    badges.set(direction, words);
    describe(direction);
    const badge = explained(explanation(direction), { "data-testid": "direction-quality" }, words);
    badge.className = "badge";
    return badge;
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

  function createRow(direction) {
    const naming = {
      own: "",
      longest: LONGEST_DIRECTION_NAME,
      testid: `name-${direction.id}`,
      given: () => direction.name,
      set: (name) => name && own.rename(direction, name),
    };
    let name = null;
    const heading = (range) => {
      name = createSliderName(naming, range);
      return [name.element, createBadge(direction)];
    };
    const slider = createSlider(direction, { store, frame, lens, heading, tail: remover(direction) });
    name.show();
    function show(z, now) {
      name.show();
      slider.show(z, now);
    }
    return { ...slider, show };
  }

  /** One that is there stays as it is: a slider that is added takes no focus away. @param {Direction} direction */
  function slider(direction) {
    if (!made.has(direction)) made.set(direction, createRow(direction));
    return made.get(direction);
  }

  return { describe, sliders: () => state.directions.map(slider) };
}

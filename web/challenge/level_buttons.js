/** The levels that the models here can play, and which one is played. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { freeAxes, LEVELS } from "./levels.js";

/**
 * @param {HTMLElement} element
 * @param {import("../core/library.js").Library} library
 * @param {(level: string) => void} choose
 */
export function createLevelButtons(element, library, choose) {
  /** @type {import("./challenge.js").Models} */
  let models = {};
  const modelOf = (level) => models[LEVELS[level].model];
  const has = (level) => Boolean(modelOf(level));
  const levels = () => Object.keys(LEVELS).filter(has);

  /** @param {string} level */
  function inWords(level) {
    const loaded = library.get(modelOf(level));
    return text("challenge.level", { n: loaded ? freeAxes(loaded.view, LEVELS[level]).length : LEVELS[level].sliders });
  }

  return {
    has,
    modelOf,
    inWords,

    /** The next one up, or undefined. @param {string} level */
    harderThan: (level) => levels()[levels().indexOf(level) + 1],

    /** @param {import("./challenge.js").Models} next */
    take(next) {
      if (JSON.stringify(next) === JSON.stringify(models)) return;
      models = next;
      const button = (level) => el("button", { onclick: () => choose(level), "data-testid": `level-${level}` });
      element.replaceChildren(...levels().map(button));
    },

    /** @param {string} played */
    draw(played) {
      levels().forEach((level, at) => {
        setText(element.children[at], inWords(level));
        setAttribute(element.children[at], "aria-pressed", String(level === played));
      });
    },
  };
}

/**
 * The class that a model takes as given, in a row of buttons; of one that infers it, a bar for what it believes of the
 * image alone.
 */

import { el, setAttribute, setText } from "../kit/dom.js";
import { roving } from "../kit/roving.js";
import { text } from "../words/words.js";

export const CLASS_CHOICE_CSS = `
.lesson .given { display: grid; gap: 0.3rem; }
.lesson .given[hidden] { display: none; }
.lesson .given .choices { display: grid; grid-template-columns: repeat(auto-fit, minmax(30px, 1fr)); gap: 4px; }
.lesson .given button { display: grid; gap: 3px; padding: 3px; border-width: 2px; overflow: hidden; }
.lesson .given button[aria-pressed="true"] { border-color: var(--st-primary-color); font-weight: 600; }
.lesson .given .belief { height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; }
.lesson .given .belief::after { content: ""; display: block; height: 100%; background: var(--st-primary-color);
  transform: scaleX(var(--share, 0)); transform-origin: left; }
`;

/** @param {(k: number) => void} give */
export function createClassChoice(give) {
  const title = el("span", { id: "lesson-given-title" }, text("learn.given"));
  const row = el("div", { class: "choices", role: "group", "aria-labelledby": "lesson-given-title" });
  const believed = el("span", { class: "soft number", "data-testid": "lesson-believed" });
  const element = el("div", { class: "given", hidden: true }, title, row, believed);
  const renewFocus = roving(row, { of: "button" });
  /** @type {HTMLElement[]} */
  let buttons = [];

  return {
    element,

    /**
     * The classes of a model, none where it takes none, and what it believes of an image, null where it infers nothing.
     *
     * @param {string[]} names
     * @param {Float32Array | null} q
     */
    offer(names, q) {
      element.hidden = !names.length;
      buttons = names.map((name, k) => {
        const props = { onclick: () => give(k), "data-testid": `lesson-class-${k}`, title: name };
        const bar = q && el("span", { class: "belief", "aria-hidden": "true", style: `--share:${q[k].toFixed(3)}` });
        return el("button", props, name, ...(bar ? [bar] : []));
      });
      row.replaceChildren(...buttons);
      const k = q ? q.indexOf(Math.max(...q)) : 0;
      setText(believed, q ? text("learn.believed", { name: names[k], percent: Math.round(100 * q[k]) }) : "");
      renewFocus();
    },

    /** @param {number | null} given */
    show(given) {
      buttons.forEach((button, k) => setAttribute(button, "aria-pressed", String(k === given)));
    },
  };
}

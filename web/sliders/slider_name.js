/**
 * The name of a slider: press it, or Enter on the slider, to write what the slider does, such as "slant".
 *
 * It is plain text, wherever it comes from.
 */

import { el, setAttribute, setText } from "../kit/dom.js";
import { plainName } from "../kit/plain_name.js";
import { text } from "../words/words.js";

const PENCIL =
  `<svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5">` +
  `<path d="M2.5 13.5l.7-3L10.6 3l2.4 2.4-7.5 7.4z"/></svg>`;

/**
 * @typedef {Object} Naming
 * @property {string} own what the slider is called without a visitor's name; empty for one of his own
 * @property {number} longest in characters
 * @property {() => string} given the visitor's name, or ""
 * @property {(name: string) => void} set
 * @property {string} testid
 */

/** @param {Naming} naming @param {HTMLInputElement} range whose name for a screen reader this is as well */
export function createSliderName({ own, longest, given, set, testid }, range) {
  const words = el("span");
  const pencil = el("i", { class: "pencil" });
  pencil.innerHTML = PENCIL;
  const title = text("sliders.rename");
  const button = el(
    "button",
    { class: "name", title, tabindex: -1, "data-testid": testid, onclick: edit },
    words,
    pencil,
  );
  const element = el("span", { class: "naming" }, button);
  let shown = "";

  const inWords = () => (given() && own ? text("sliders.renamed", { given: given(), name: own }) : given() || own);

  function edit() {
    const field = createField({ own, longest, given: given() }, (written, isByKey) => {
      element.replaceChildren(button);
      set(plainName(written, longest));
      if (isByKey) range.focus();
    });
    element.replaceChildren(field);
    field.focus();
    field.select();
  }

  range.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    edit();
  });

  return {
    element,
    show() {
      if (inWords() === shown) return;
      shown = inWords();
      setText(words, shown);
      setAttribute(button, "aria-label", text("sliders.renameOf", { name: shown }));
      setAttribute(range, "aria-label", shown);
    },
    /** What the slider is called now. */
    inWords,
  };
}

/** Enter and a press elsewhere take what was written, Escape does not. */
function createField({ own, longest, given }, take) {
  let isByKey = false;
  const field = el("input", {
    type: "text",
    value: given,
    maxlength: longest,
    placeholder: own,
    "aria-label": own ? text("sliders.nameOf", { name: own }) : text("sliders.directionName"),
    onkeydown: (event) => {
      event.stopPropagation();
      if (event.key === "Escape") field.value = given;
      isByKey = event.key === "Enter" || event.key === "Escape";
      if (isByKey) field.blur();
    },
    onblur: () => take(field.value, isByKey),
  });
  return field;
}

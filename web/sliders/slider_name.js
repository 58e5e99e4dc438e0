/** The name of a dimension's slider: press it to write what the dimension does, such as "slant". */

import { el, setAttribute, setText } from "../kit/dom.js";
import { text } from "../words/words.js";

const LONGEST = 40; // letters

/**
 * @param {import("../kit/axes.js").Axis} axis
 * @param {any} store
 * @param {HTMLInputElement} range whose name for a screen reader this is as well
 */
export function createSliderName({ dim, name }, store, range) {
  const { state } = store;
  const props = { class: "name", title: text("sliders.rename"), "data-testid": `name-${dim}`, onclick: edit };
  const button = el("button", props, name);
  const element = el("span", {}, button);
  let shown = name;

  const given = () => state.names[dim] ?? "";
  const inWords = () => (given() ? text("sliders.renamed", { given: given(), name }) : name);

  function edit() {
    const field = createField(name, given(), set);
    element.replaceChildren(field);
    field.focus();
  }

  function set(next) {
    element.replaceChildren(button);
    const { [dim]: _, ...others } = state.names;
    store.set({ names: next ? { ...others, [dim]: next } : others });
  }

  return {
    element,
    show() {
      if (inWords() === shown) return;
      shown = inWords();
      setText(button, shown);
      setAttribute(range, "aria-label", shown);
    },
  };
}

/** Enter and a press elsewhere take what was written, Escape does not. @param {(written: string) => void} take */
function createField(name, given, take) {
  const field = el("input", {
    type: "text",
    value: given,
    maxlength: LONGEST,
    placeholder: name,
    "aria-label": text("sliders.nameOf", { name }),
    onkeydown: (event) => {
      event.stopPropagation();
      if (event.key === "Escape") field.value = given;
      if (event.key === "Enter" || event.key === "Escape") field.blur();
    },
    onblur: () => take(field.value.trim()),
  });
  return field;
}

/** The name of a dimension's slider: press it to write what the dimension does, such as "slant". */

import { el, setAttribute, setText } from "../kit/dom.js";

const MOST = 40; // letters

/** @param {HTMLInputElement} range whose name for a screen reader this is as well */
export function createSliderName({ dim, name }, store, range) {
  const { state } = store;
  const button = el(
    "button",
    { class: "name", title: "Give this slider a name of your own", "data-testid": `name-${dim}`, onclick: edit },
    name,
  );
  const element = el("span", {}, button);
  let shown = name;

  const given = () => (state.names[dim] ? `${state.names[dim]} (${name})` : name);

  function edit() {
    const field = el("input", {
      type: "text",
      value: state.names[dim] ?? "",
      maxlength: MOST,
      placeholder: name,
      "aria-label": `Name of ${name}`,
      onkeydown: (event) => {
        event.stopPropagation();
        if (event.key === "Escape") field.value = state.names[dim] ?? "";
        if (event.key === "Enter" || event.key === "Escape") field.blur();
      },
      onblur: () => keep(field.value.trim()),
    });
    element.replaceChildren(field);
    field.focus();
  }

  function keep(text) {
    element.replaceChildren(button);
    const { [dim]: _, ...others } = state.names;
    store.set({ names: text ? { ...others, [dim]: text } : others });
  }

  return {
    element,
    show() {
      if (given() === shown) return;
      shown = given();
      setText(button, shown);
      setAttribute(range, "aria-label", shown);
    },
  };
}

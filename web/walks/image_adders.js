/** Two ways to an image as a waypoint: a random one of a class, and one by its number. */

import { el } from "../kit/dom.js";
import { addWaypoint } from "../core/waypoints.js";
import { text } from "../words/words.js";

const addImage = (store, index) => addWaypoint(store, { z: store.state.view.code(index), index });

export function createClassPicker(store) {
  const { state } = store;
  const select = el("select", {
    "aria-label": text("walks.ofClassLabel"),
    title: text("walks.ofClassHint"),
    "data-testid": "add-class",
    onchange: add,
  });

  function add() {
    if (select.value !== "")
      addImage(
        store,
        randomImage(state.view, (label) => label === Number(select.value)),
      );
    select.value = "";
  }

  function draw() {
    const { classNames } = state.view;
    if (select.children.length === classNames.length + 1) return;
    const options = classNames.map((name, label) => el("option", { value: label }, name));
    select.replaceChildren(el("option", { value: "" }, text("walks.ofClass")), ...options);
  }

  return { element: select, draw };
}

export function createNumberField(store) {
  const field = el("input", {
    type: "number",
    min: 0,
    step: 1,
    placeholder: text("walks.number"),
    "aria-label": text("walks.numberLabel"),
    title: text("walks.numberHint"),
    "data-testid": "add-image",
    onchange: add,
  });

  function add() {
    const index = Number(field.value);
    if (!field.reportValidity()) return; // the browser says which numbers there are
    if (field.value !== "") addImage(store, index);
    field.value = "";
  }

  function draw() {
    field.max = String(store.state.view.count - 1);
  }

  return { element: field, draw };
}

/** An image whose class fits, any one where none does. @returns {number} its index */
export function randomImage({ labels, count }, fits) {
  const members = Array.from(labels.keys()).filter((index) => fits(labels[index]));
  return members.length ? members[Math.floor(Math.random() * members.length)] : Math.floor(Math.random() * count);
}

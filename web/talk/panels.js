/** The panels of a stop side by side: a big one or two, and beside them picture and sliders in one column. */

import { createCanvasMap } from "../map/canvas_map.js";
import { el } from "../kit/dom.js";
import { createSliders } from "../sliders/sliders.js";
import { createLatticePanel } from "./lattice_panel.js";
import { createPicturePanel } from "./picture_panel.js";
import { PANEL_CSS } from "./talk_style.js";

const CREATORS = {
  map: createCanvasMap,
  lattice: createLatticePanel,
  picture: createPicturePanel,
  sliders: createSliders,
};

export function createPanels({ store, frame, lens, signal }) {
  const element = el("div", { class: "panels" });
  /** @type {Map<string, {element: HTMLElement, update: () => void}>} made when a stop first shows them */
  const slots = new Map();

  function slotOf(name) {
    if (!slots.has(name)) slots.set(name, createSlot(name));
    return slots.get(name);
  }

  function createSlot(name) {
    const slot = el("div", { class: `slot ${name}` });
    const root = slot.attachShadow({ mode: "open" });
    element.append(slot);
    root.append(el("style", {}, PANEL_CSS));
    const update = CREATORS[name]({ root, store, frame, lens, emit() {}, signal });
    return { element: slot, update: () => update({ bare: true }) };
  }

  /** @param {string[]} names of the panels of a stop */
  function arrange(names) {
    const columns = columnsOf(names);
    for (const slot of slots.values()) slot.element.hidden = true;
    element.className = `panels${isWideLeft(names) ? " wide-left" : ""}`;
    const made = columns.map((column) => el("div", { class: `column${column.length > 1 ? " two" : ""}` }));
    element.append(...made); // first the columns, then the slots into them: a panel is measured in its place
    columns.forEach((column, i) => {
      for (const name of column) fill(made[i], slotOf(name).element, column.length > 1);
    });
    for (const old of [...element.children])
      if (!made.includes(/** @type {any} */ (old)) && !old.classList.contains("slot")) dissolve(old, element);
    for (const name of names) slotOf(name).update();
  }

  function update() {
    for (const slot of slots.values()) if (!slot.element.hidden) slot.update();
  }

  return { element, arrange, update, fade: (isFading) => element.classList.toggle("fading", isFading) };
}

const bigOf = (names) => ["map", "lattice"].filter((name) => names.includes(name));
const sideOf = (names) => ["picture", "sliders"].filter((name) => names.includes(name));
const isWideLeft = (names) => bigOf(names).length === 1 && sideOf(names).length > 0;

/** Names of the panels by column. @returns {string[][]} */
function columnsOf(names) {
  const [big, side] = [bigOf(names), sideOf(names)];
  if (!big.length) return side.map((name) => [name]);
  return [...big.map((name) => [name]), ...(side.length ? [side] : [])];
}

function fill(column, slot, isShared) {
  slot.hidden = false;
  slot.classList.toggle("few", isShared);
  column.append(slot);
}

/** Removes a column whose slots stay. */
function dissolve(column, panels) {
  panels.append(...column.querySelectorAll(":scope > .slot"));
  column.remove();
}

/**
 * The grid of codes over the picture: a cell is painted, picked or selected, by pointer or by key, and may say what it
 * costs. A stroke of the pointer is one step of the history.
 */

import { STAGE } from "../core/frame.js";
import { partOfKind } from "../engine/parts.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { indexOf } from "../engine/parts.js";
import { middleOf, prices, withCode } from "./grid_codes.js";

export const OVERLAY_CSS = `
.cells { position: absolute; inset: 5px; display: grid; gap: 0; touch-action: none; user-select: none; }
.cells[hidden] { display: none; }
.cells button { all: unset; box-sizing: border-box; display: grid; place-items: end; cursor: crosshair; min-width: 0;
  border: 1px solid rgb(255 255 255 / 22%); font: 600 0.875rem/1 var(--st-font, sans-serif); color: #fff; padding: 3px;
  background: rgb(255 106 61 / var(--price, 0)); text-shadow: 0 0 3px #000, 0 0 3px #000; }
.cells button[aria-pressed="true"] { box-shadow: inset 0 0 0 3px var(--st-primary-color, #6f82e8); }
.cells button:focus-visible { outline: 3px solid #fff; outline-offset: -3px; }
`;
const DEAREST = 6; // nats of a cell in full colour: a code of 64 at random costs 4.2

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** @returns {HTMLElement} to lie over a picture */
export function createOverlay({ store, frame, lens, signal }) {
  const { state } = store;
  const element = el("div", {
    class: "cells",
    role: "group",
    "aria-label": text("codes.grid"),
    "data-testid": "cells",
    hidden: true,
  });
  /** @type {HTMLButtonElement[]} */
  let buttons = [];
  let stroke = null; // what a held pointer does: the tool, whether it selects, and the cells that it has been to

  const grid = () => (state.view ? partOfKind(state.view.parts, "grid") : null);

  function build() {
    const found = grid();
    element.hidden = !found;
    store.set({ cells: new Set(), cell: found ? middleOf(found) : 0 });
    element.style.gridTemplateColumns = found ? `repeat(${found.columns}, minmax(0, 1fr))` : "";
    buttons = found ? Array.from({ length: found.stop }, (_, cell) => createCell(cell)) : [];
    element.replaceChildren(...buttons);
    due();
  }

  function createCell(cell) {
    const button = el("button", { type: "button", tabIndex: cell ? -1 : 0, "data-testid": `cell-${cell}` });
    button.addEventListener("keydown", (event) => press(event, cell));
    button.addEventListener("focus", () => settle(cell));
    return button;
  }

  /** The cell is the one that the palette is of. */
  function settle(cell) {
    buttons.forEach((button, at) => (button.tabIndex = at === cell ? 0 : -1));
    if (state.cell !== cell) store.set({ cell });
  }

  function press(event, cell) {
    const { columns, stop } = grid();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      begin(cell);
      end();
    } else if (STEPS[event.key]) {
      const [x, y] = STEPS[event.key];
      const column = Math.max(0, Math.min(columns - 1, (cell % columns) + x));
      const row = Math.max(0, Math.min(stop / columns - 1, Math.floor(cell / columns) + y));
      buttons[row * columns + column].focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function begin(cell) {
    stroke = { tool: state.gridTool, selects: !state.cells.has(cell), been: new Set() };
    touch(cell);
  }

  function touch(cell) {
    if (!stroke || stroke.been.has(cell) || !state.z) return;
    stroke.been.add(cell);
    settle(cell);
    if (stroke.tool === "paint") lens.move(withCode(state.z, cell, state.brush), { source: "paint" });
    else if (stroke.tool === "pick") store.set({ brush: indexOf(grid(), state.z[cell]) });
    else {
      const cells = new Set(state.cells);
      if (stroke.selects) cells.add(cell);
      else cells.delete(cell);
      store.set({ cells });
    }
  }

  function end() {
    if (!stroke) return;
    if (stroke.tool === "paint" && state.z !== state.pinned) lens.pin(state.z, { source: "paint" });
    if (stroke.tool === "pick") store.set({ gridTool: "paint" });
    stroke = null;
  }

  const cellAt = ({ clientX, clientY }) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const { columns, stop } = grid();
    const column = Math.floor(((clientX - left) / width) * columns);
    const row = Math.floor(((clientY - top) / height) * (stop / columns));
    return column >= 0 && column < columns && row >= 0 && row < stop / columns ? row * columns + column : null;
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault(); // no focus ring under a finger, and no drag of a picture
    element.setPointerCapture(event.pointerId);
    const cell = cellAt(event);
    if (cell !== null) begin(cell);
  });
  element.addEventListener("pointermove", (event) => {
    const cell = stroke && cellAt(event);
    if (cell !== null) touch(cell);
  });
  for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, end);

  function paint() {
    const found = grid();
    if (!found || !state.z || state.z.length !== found.stop) return;
    const logProbs = state.engine?.logProbs;
    const costs = logProbs ? prices(found, logProbs, state.z) : null;
    buttons.forEach((button, cell) => {
      const shown = state.prices && costs;
      setText(button, shown ? costs[cell].toFixed(1) : "");
      button.style.setProperty("--price", shown ? String(Math.min(1, costs[cell] / DEAREST) * 0.72) : "0");
      setAttribute(button, "aria-pressed", String(state.cells.has(cell)));
      setAttribute(button, "aria-label", nameOf(found, cell, costs));
    });
  }

  /** @param {import("../engine/parts.js").Part} found @param {number} cell @param {number[] | null} costs */
  function nameOf({ columns }, cell, costs) {
    const [row, column] = [Math.floor(cell / columns) + 1, (cell % columns) + 1];
    const code = indexOf(grid(), state.z[cell]);
    if (!costs) return text("codes.cell", { row, column, code });
    return text("codes.cellCosts", { row, column, code, nats: costs[cell].toFixed(1) });
  }

  const due = frame.job(STAGE.paint, paint, signal);
  store.watch(["z", "cells", "prices", "engine"], due, signal);
  store.watch(["view"], build, signal);
  build();
  return element;
}

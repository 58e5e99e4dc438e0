/**
 * The grid of codes over the picture: a cell is painted, picked or selected, by pointer or by key, and may say what it
 * costs.
 */

import { STAGE } from "../core/frame.js";
import { indexOf, partOfKind } from "../engine/parts.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { middleOf, prices } from "./grid_codes.js";
import { createStroke } from "./stroke.js";

export const CELLS_CSS = `
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
export function createCells({ store, frame, lens, signal }) {
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

  const grid = () => (state.view ? partOfKind(state.view.parts, "grid") : null);
  const stroke = createStroke({ store, lens, grid, came: settle });

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
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      stroke.begin(cell);
      stroke.end();
    } else if (STEPS[event.key]) buttons[beside(grid(), cell, STEPS[event.key])].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const cellAt = ({ clientX, clientY }) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const { columns, rows } = sizeOf(grid());
    const column = Math.floor(((clientX - left) / width) * columns);
    const row = Math.floor(((clientY - top) / height) * rows);
    return column >= 0 && column < columns && row >= 0 && row < rows ? row * columns + column : null;
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault(); // no focus ring under a finger, and no drag of a picture
    element.setPointerCapture(event.pointerId);
    const cell = cellAt(event);
    if (cell !== null) stroke.begin(cell);
  });
  element.addEventListener("pointermove", (event) => {
    const cell = stroke.isOn ? cellAt(event) : null;
    if (cell !== null) stroke.touch(cell);
  });
  for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, stroke.end);

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
      setAttribute(button, "aria-label", nameOf(found, state.z, cell, costs));
    });
  }

  const due = frame.job(STAGE.paint, paint, signal);
  store.watch(["z", "cells", "prices", "engine"], due, signal);
  store.watch(["view"], build, signal);
  build();
  return element;
}

/** @param {import("../engine/parts.js").Part} grid */
const sizeOf = ({ columns, stop }) => ({ columns, rows: stop / columns });

/** The cell one step away, or this one at the edge. @param {import("../engine/parts.js").Part} grid */
function beside(grid, cell, [right, down]) {
  const { columns, rows } = sizeOf(grid);
  const column = Math.max(0, Math.min(columns - 1, (cell % columns) + right));
  const row = Math.max(0, Math.min(rows - 1, Math.floor(cell / columns) + down));
  return row * columns + column;
}

/** @param {import("../engine/parts.js").Part} grid @param {number[] | null} costs of each cell, in nats */
function nameOf(grid, z, cell, costs) {
  const [row, column] = [Math.floor(cell / grid.columns) + 1, (cell % grid.columns) + 1];
  const code = indexOf(grid, z[cell]);
  if (!costs) return text("codes.cell", { row, column, code });
  return text("codes.cellCosts", { row, column, code, nats: costs[cell].toFixed(1) });
}

/** What a held pointer does to the cells that it comes to, by the tool of the moment; one step of the history. */

import { indexOf } from "../engine/parts.js";
import { withCode } from "./grid_codes.js";

/**
 * @param {object} context
 * @param {any} context.store
 * @param {any} context.lens
 * @param {() => import("../engine/parts.js").Part} context.grid of the present model
 * @param {(cell: number) => void} context.came to a cell, before anything is done to it
 */
export function createStroke({ store, lens, grid, came }) {
  const { state } = store;
  /** @type {{tool: string, selects: boolean, been: Set<number>} | null} been: cells that it has come to */
  let stroke = null;

  /** What each tool does to a cell. */
  const tools = {
    paint: (cell) => lens.move(withCode(state.z, cell, state.brush), { source: "paint" }),
    pick: (cell) => store.set({ brush: indexOf(grid(), state.z[cell]) }),
    select(cell) {
      const cells = new Set(state.cells);
      if (stroke.selects) cells.add(cell);
      else cells.delete(cell);
      store.set({ cells });
    },
  };

  /** @param {number} cell */
  function touch(cell) {
    if (!stroke || stroke.been.has(cell) || !state.z) return;
    stroke.been.add(cell);
    came(cell);
    tools[stroke.tool](cell);
  }

  return {
    get isOn() {
      return Boolean(stroke);
    },

    /** The first cell says whether cells are selected or let go. @param {number} cell */
    begin(cell) {
      stroke = { tool: state.gridTool, selects: !state.cells.has(cell), been: new Set() };
      touch(cell);
    },

    touch,

    end() {
      if (!stroke) return;
      if (stroke.tool === "paint" && state.z !== state.pinned) lens.pin(state.z, { source: "paint" });
      if (stroke.tool === "pick") store.set({ gridTool: "paint" });
      stroke = null;
    },
  };
}

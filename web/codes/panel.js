/** What a grid of codes is moved by, where other models have sliders: tools, the prior, and the palette. */

import { partOfKind } from "../engine/parts.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { roving } from "../kit/roving.js";
import { text } from "../words/words.js";
import { exchanged, finished, prices, total } from "./grid_codes.js";
import { createPalette, PALETTE_CSS } from "./palette.js";

export const CODES_CSS = `
${PALETTE_CSS}
.codes { display: grid; gap: 0.6rem; }
.codes[hidden] { display: none; }
.codes p { margin: 0; }
`;
const TOOLS = ["paint", "pick", "select"];

/** @returns {{element: HTMLElement, build: () => void, layOut: (table: Uint32Array) => void}} */
export function createCodes({ store, frame, lens, signal }) {
  const { state } = store;
  const palette = createPalette({ store, frame, signal });
  const tools = TOOLS.map((tool) =>
    el(
      "button",
      {
        onclick: () => store.set({ gridTool: tool }),
        title: text(`codes.${tool}Title`),
        "data-testid": `tool-${tool}`,
      },
      text(`codes.${tool}`),
    ),
  );
  const finish = button("finish", () => draw(state.cells.size ? state.cells : everyCellFrom(0)));
  const onwards = button("onwards", () => draw(everyCellFrom(state.cell)));
  const swap = button("swap", exchange);
  const clear = button("clear", () => store.set({ cells: new Set() }));
  const priced = button("prices", () => store.set({ prices: !state.prices }));
  const bar = el("div", { class: "row", role: "toolbar", "aria-label": text("codes.tools") }, ...tools, priced);
  const acts = el(
    "div",
    { class: "row", role: "toolbar", "aria-label": text("codes.acts") },
    finish,
    onwards,
    swap,
    clear,
  );
  const renewFocus = [bar, acts].map((group) => roving(group, { of: "button" }));
  const costs = el("p", { class: "number soft", "data-testid": "grid-nats" });
  const used = el("p", { class: "soft", "data-testid": "codes-in-use" });
  const element = el("div", { class: "codes", hidden: true }, bar, acts, costs, palette.element, used);

  function button(name, onclick) {
    return el(
      "button",
      { onclick, title: text(`codes.${name}Title`), "data-testid": `codes-${name}` },
      text(`codes.${name}`),
    );
  }

  const grid = () => (state.view ? partOfKind(state.view.parts, "grid") : null);
  const everyCellFrom = (first) => new Set(Array.from({ length: grid().stop - first }, (_, n) => first + n));

  /** @param {Set<number>} cells */
  function draw(cells) {
    const { logProbs } = state.engine;
    lens.pin(finished(grid(), logProbs, state.pinned, cells, Math.random), { source: "prior" });
  }

  function exchange() {
    const [own, other] = exchanged(state.pinned, state.compared.z, state.cells);
    store.set({ compared: { ...state.compared, z: other, pixels: state.engine.decode(other) } });
    lens.pin(own, { source: "swap" });
  }

  function build() {
    element.hidden = !grid();
    if (!grid() || !state.engine) return;
    palette.build();
    setText(used, palette.words());
    follow();
  }

  function follow() {
    const found = grid();
    if (!found || !state.engine || state.z?.length !== found.stop) return;
    TOOLS.forEach((tool, n) => setAttribute(tools[n], "aria-pressed", String(tool === state.gridTool)));
    setAttribute(priced, "aria-pressed", String(state.prices));
    const { logProbs } = state.engine;
    const other = state.compared?.model === state.model && state.compared.z.length === found.stop;
    const may = { finish: logProbs, onwards: logProbs, swap: other && state.cells.size, clear: state.cells.size };
    for (const [name, allowed] of Object.entries(may)) {
      const one = /** @type {HTMLButtonElement} */ (acts.querySelector(`[data-testid="codes-${name}"]`));
      one.disabled = !allowed;
    }
    for (const renew of renewFocus) renew();
    const nats = logProbs && total(prices(found, logProbs, state.z)).toFixed(1);
    setText(costs, nats ? text("codes.costs", { nats, cells: found.stop }) : "");
  }

  store.watch(["z", "cells", "gridTool", "prices", "compared"], follow, signal);
  return { element, build, layOut: palette.layOut };
}

/** The stops on the desk, in their order, and what is done to each of them. */

import { withChange, withMove, withoutStop } from "./deck_edits.js";
import { presentDeck } from "./deck_shelf.js";
import { playable, shownAs } from "./playable.js";
import { absenceOf } from "./readiness.js";
import { createStopRow } from "./stop_row.js";
import { takeStop } from "./take_stop.js";

/** @typedef {import("./deck.js").Stop} Stop */

/**
 * @param {HTMLElement} list
 * @param {Object} context
 * @param {any} context.store
 * @param {any} context.lens
 * @param {(change: import("./deck_edits.js").Edit, how?: {redraw: boolean}) => void} context.edit
 * @param {(at: number) => void} context.present from a stop on, counted among those that can be shown
 */
export function createStopList(list, { store, lens, edit, present }) {
  const { state } = store;

  function move(id, by) {
    edit(withMove(id, by));
    const row = list.children[state.deck.stops.findIndex((stop) => stop.id === id)];
    const [earlier, later] = row.querySelectorAll("button");
    (by < 0 ? earlier : later).focus();
  }

  /** What is seen now, with the stop's own texts and panels. @param {Stop} stop */
  function update({ id, caption, notes, panels, page }) {
    if (!state.engine) return;
    edit(withChange(id, { ...takeStop({ store, lens }, page), id, caption, notes, panels }));
  }

  function remove(id) {
    store.set({ deckBefore: presentDeck(state) });
    edit(withoutStop(id));
  }

  /** @param {Stop} stop @param {number} i @param {Stop[]} stops @param {import("./readiness.js").Here} here */
  function rowOf(stop, i, stops, here) {
    const loaded = lens.library.get(stop.model);
    const shown = {
      stop,
      n: i + 1,
      title: titleOf(stop, here),
      isLast: i === stops.length - 1,
      resolved: shownAs(stop, here),
      engine: loaded?.engine,
      absence: absenceOf(stop, here),
    };
    return createStopRow(shown, {
      typed: (change) => edit(withChange(stop.id, change), { redraw: false }),
      changed: (change) => edit(withChange(stop.id, change)),
      move: (by) => move(stop.id, by),
      update: () => update(stop),
      remove: () => remove(stop.id),
      present: () => present(playable({ stops: stops.slice(0, i) }, here).length),
    });
  }

  /** @param {Stop} stop @param {import("./readiness.js").Here} here */
  function titleOf({ page, model, query }, { titles, pages }) {
    if (query) return pages?.[page]?.says(query) ?? "";
    return titles?.[model] ?? model;
  }

  return {
    /** @param {Stop[]} stops @param {import("./readiness.js").Here} here */
    draw(stops, here) {
      list.replaceChildren(...stops.map((stop, i) => rowOf(stop, i, stops, here)));
    },

    /** Whether a text of a stop is being written. */
    isTyping() {
      const { activeElement } = /** @type {ShadowRoot} */ (list.getRootNode());
      return Boolean(activeElement?.matches(".texts .words"));
    },
  };
}

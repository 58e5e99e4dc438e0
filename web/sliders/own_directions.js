/** The sliders of the visitor's own: made from groups of codes, measured, named, and kept in the store. */

import { requireRoom } from "../link/direction_file.js";
import { withIds } from "../link/made_fields.js";
import { createLooksLike } from "../meter/looks_like.js";
import { text } from "../words/words.js";
import { classOf, measureEffect } from "./direction_effect.js";
import { createDirection } from "./directions.js";

/** @typedef {import("../core/types.js").Direction} Direction */
/** @typedef {import("../core/types.js").Group} Group */

/**
 * @param {object} context
 * @param {any} context.store
 * @param {any} context.lens
 * @param {AbortSignal} context.signal
 * @param {(direction: Direction) => void} context.measured what is known of a slider has changed
 */
export function createOwnDirections({ store, lens, signal, measured }) {
  const { state } = store;

  /** link/own_sliders.js keeps them in this browser. @throws {Problem} where there is no room */
  function addTo(added) {
    const directions = [...state.directions, ...added];
    requireRoom(directions);
    store.set({ directions });
  }

  const edited = () => store.set({ directionEdits: state.directionEdits + 1 });

  /** Moves codes along a new slider and looks at the pictures; a second or two, in slices. */
  async function measure(direction, a, b) {
    const { view } = state;
    const label = classOf(view, a);
    const looksLike = label === null ? null : createLooksLike(state, lens.search);
    if (!looksLike) return;
    const isWanted = () => state.view === view && !signal.aborted && state.directions.includes(direction);
    direction.quality.isMeasuring = true;
    measured(direction);
    const turned = await measureEffect(
      view,
      direction,
      { label, from: b ?? allBut(a, view.count) },
      looksLike,
      isWanted,
    );
    delete direction.quality.isMeasuring;
    if (!turned) return;
    direction.quality.turned = turned;
    edited();
    measured(direction);
  }

  return {
    /**
     * @param {{a: Group, b: Group | null, isByPlace?: boolean}} groups from b, or all other codes, to a; isByPlace:
     *   they were chosen on the map
     * @throws {Problem}
     */
    add({ a, b, isByPlace = true }) {
      const made = createDirection(state.view, a.indices, b?.indices ?? null);
      const named = { ...made, quality: { ...made.quality, isByPlace }, name: nameOf(a, b) };
      const [direction] = withIds([named], state.directions);
      addTo([direction]);
      measure(direction, a.indices, b?.indices ?? null);
    },

    /** Those of a file. @param {import("../link/direction_file.js").ReadDirection[]} read @throws {Problem} */
    addAll: (read) => addTo(withIds(read, state.directions)),

    /** @param {Direction} direction @param {string} name */
    rename(direction, name) {
      direction.name = name;
      edited();
    },

    /** @param {Direction} direction */
    remove: (direction) => store.set({ directions: state.directions.filter((other) => other !== direction) }),
  };
}

function nameOf(a, b) {
  const [first, second] = [a, b].map((group) => group?.name || text("sliders.selection"));
  return b ? text("sliders.between", { a: first, b: second }) : text("sliders.towards", { group: first });
}

function allBut(indices, count) {
  const left = new Set(indices);
  return Array.from({ length: count }, (_, i) => i).filter((i) => !left.has(i));
}

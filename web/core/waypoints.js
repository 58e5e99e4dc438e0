/** The waypoints of a walk, kept in the store so that the Manifold and Interpolate pages share them. */

import { inClass, isHeld, partOfKind, withBlend } from "../engine/parts.js";
import SHARED from "../../vae_core/shared.json" with { type: "json" };

export const MOST_WAYPOINTS = SHARED.walks.most_waypoints;

/**
 * @typedef {{id: number, z: Float32Array, index: number | null, model: string}} Waypoint index: of its image
 */

let nextId = 1;

/** Waypoints of the present model. @returns {Waypoint[]} */
export const waypointsOf = ({ waypoints, model }) => waypoints.filter((waypoint) => waypoint.model === model);

/** How many classes are given to a model, 0 where none is. @param {import("./types.js").State} state */
export function classesGiven({ view }) {
  const part = view && partOfKind(view.parts, "class");
  return part ? part.stop - part.start : 0;
}

/** The class that the present walk is held at, or null. @param {import("./types.js").State} state */
export const classHeld = (state) => (state.heldClass < classesGiven(state) ? state.heldClass : null);

/**
 * A code as the present walk takes it: in the class that is held.
 *
 * @param {import("./types.js").State} state
 * @param {Float32Array} z
 */
export function asHeld(state, z) {
  const label = classHeld(state);
  return label === null ? z : inClass(state.view.parts, z, label);
}

/**
 * Waypoints of the present model as the walk goes through them: in the class that is held, and images drawn by the
 * blend of decoders that is pinned, for their codes say of none.
 *
 * @param {import("./types.js").State} state
 * @returns {Waypoint[]}
 */
export const walkPoints = (state) =>
  waypointsOf(state).map((point) => {
    const { parts } = state.view;
    return { ...point, z: asHeld(state, point.index === null ? point.z : withBlend(parts, point.z, state.pinned)) };
  });

/** Whether walks by the codes and the decoder exist. @param {import("./types.js").State} state */
export const canGoByCodes = (state) =>
  isHeld(
    state.view.parts,
    walkPoints(state).map(({ z }) => z),
  );

/**
 * Appends a point; does nothing when the walk is full.
 *
 * @param {import("./types.js").Store} store
 * @param {{z: Float32Array, index?: number | null}} at
 */
export function addWaypoint(store, { z, index = null }) {
  const { state } = store;
  if (!z || waypointsOf(state).length >= MOST_WAYPOINTS) return;
  store.set({ waypoints: [...state.waypoints, makeWaypoint(state, z, index)] });
}

/** Replaces the walk of the present model. */
export function setWaypoints(store, waypoints) {
  const { state } = store;
  const others = state.waypoints.filter((waypoint) => waypoint.model !== state.model);
  store.set({ waypoints: [...others, ...waypoints] });
}

/** A point that a lock has held back is no longer that of its image. */
export function makeWaypoint({ view, model }, z, index) {
  const isImage = index !== null && view.code(index).every((value, d) => value === z[d]);
  return { id: nextId++, z: Float32Array.from(z), index: isImage ? index : null, model };
}

/** The waypoints of a walk, kept in the store so that the Manifold and Interpolate pages share them. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };

export const MOST_WAYPOINTS = SHARED.walks.most_waypoints;

/**
 * @typedef {{id: number, z: Float32Array, index: number | null, model: string}} Waypoint index: of its image
 */

let nextId = 1;

/** Waypoints of the present model. @returns {Waypoint[]} */
export const waypointsOf = ({ waypoints, model }) => waypoints.filter((waypoint) => waypoint.model === model);

/** Appends a point; does nothing when the walk is full. */
/** @param {import("./types.js").Store} store @param {{z: Float32Array, index?: number | null}} at */
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
export function makeWaypoint({ view, model }, z, index = null) {
  const isImage = index !== null && view.code(index).every((value, d) => value === z[d]);
  return { id: nextId++, z: Float32Array.from(z), index: isImage ? index : null, model };
}

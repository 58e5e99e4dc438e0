/** The waypoints of a walk, kept in the store so that the Manifold and Interpolate pages share them. */

export const MOST_WAYPOINTS = 8;

/**
 * @typedef {{id: number, z: Float32Array, index: number | null, model: string}} Waypoint index: of its image
 */

let nextId = 1;

/** Waypoints of the present model. @returns {Waypoint[]} */
export const waypointsOf = ({ waypoints = [], model }) => waypoints.filter((waypoint) => waypoint.model === model);

/** Appends a place; says nothing when the walk is full. */
export function addWaypoint(store, { z, index = null }) {
  const { state } = store;
  if (!z || waypointsOf(state).length >= MOST_WAYPOINTS) return;
  store.set({ waypoints: [...(state.waypoints ?? []), { id: nextId++, z: Float32Array.from(z), index, model: state.model }] });
}

/** Replaces the walk of the present model. */
export function setWaypoints(store, waypoints) {
  const { state } = store;
  const others = (state.waypoints ?? []).filter((waypoint) => waypoint.model !== state.model);
  store.set({ waypoints: [...others, ...waypoints] });
}

export const makeWaypoint = (state, z, index = null) => ({ id: nextId++, z: Float32Array.from(z), index, model: state.model });

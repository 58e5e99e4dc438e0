/** The maps on the page that can be panned from elsewhere: the one that came last is the one that is seen. */

/** @typedef {import("./state.js").Camera} Camera */
/**
 * @typedef {{camera: () => Camera | null, setCamera?: (camera: Camera | null) => void}} LiveMap setCamera: null for the
 * whole map
 */

export function createMaps() {
  /** @type {LiveMap[]} */
  const maps = [];
  return {
    /** @param {LiveMap} map @param {AbortSignal} signal ends with the map */
    add(map, signal) {
      maps.push(map);
      signal.addEventListener("abort", () => maps.splice(maps.indexOf(map), 1), { once: true });
    },
    /** @returns {Camera | null} null where no map is */
    camera: () => maps.at(-1)?.camera() ?? null,
    /** @param {Camera | null} camera */
    setCamera: (camera) => maps.at(-1)?.setCamera?.(camera),
  };
}

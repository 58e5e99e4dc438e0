/**
 * One observable state shared by every part on the page.
 *
 * A part watches the keys that it draws and asks for a frame; it never draws inside `set`, so that ten
 * changes between two display frames cost one painting.
 */

/**
 * @param {Record<string, any>} initial
 * @param {(error: Error) => void} [failed] hears of a watcher that throws; the others are told all the same
 */
export function createStore(
  initial,
  failed = (error) => {
    throw error;
  },
) {
  const state = { ...initial };
  /** @type {Set<{keys: Set<string>, fn: (state: object) => void}>} */
  const watchers = new Set();

  function tell(watcher) {
    try {
      watcher.fn(state);
    } catch (error) {
      failed(error);
    }
  }

  return {
    state,

    /** Assigns what differs and tells whoever watches it. Arrays count as changed when they are new objects. */
    set(patch) {
      const changed = Object.keys(patch).filter((key) => !Object.is(state[key], patch[key]));
      if (!changed.length) return;
      Object.assign(state, patch);
      for (const watcher of [...watchers]) {
        if (changed.some((key) => watcher.keys.has(key))) tell(watcher);
      }
    },

    /** Calls `fn` after any of `keys` changed, until `signal` aborts. */
    watch(keys, fn, signal) {
      const watcher = { keys: new Set(keys), fn };
      watchers.add(watcher);
      signal?.addEventListener("abort", () => watchers.delete(watcher), { once: true });
    },

    /** How many watchers there are: a leak shows here. */
    get watcherCount() {
      return watchers.size;
    },
  };
}

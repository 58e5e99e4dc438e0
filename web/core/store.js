/**
 * One observable state shared by every part on the page.
 *
 * A part watches the keys that it draws and asks for a frame; it never draws inside `set`, so that ten
 * changes between two display frames cost one painting.
 */

/**
 * @template {object} S
 * @param {S} initial a value for every key; no other is taken
 * @param {(error: Error) => void} [failed] is called with what a watcher throws; the others are called all the same
 */
export function createStore(
  initial,
  failed = (error) => {
    throw error;
  },
) {
  /** @typedef {{keys: Set<keyof S>, fn: (state: S) => void}} Watcher */
  const state = { ...initial };
  /** @type {Set<Watcher>} */
  const watchers = new Set();

  /** @param {Watcher} watcher */
  function notify(watcher) {
    try {
      watcher.fn(state);
    } catch (error) {
      failed(error);
    }
  }

  /** @param {(keyof S)[]} keys */
  function checkKnown(keys) {
    const unknown = keys.filter((key) => !Object.hasOwn(initial, key));
    if (unknown.length) throw new TypeError(`the state has no ${unknown.join(", ")}: declare it in core/state.js`);
  }

  return {
    state,

    /**
     * Assigns what differs and calls whoever watches it. Arrays count as changed when they are new objects. @param
     * {Partial<S>} patch
     */
    set(patch) {
      const keys = /** @type {(keyof S)[]} */ (Object.keys(patch));
      checkKnown(keys);
      const changed = keys.filter((key) => !Object.is(state[key], patch[key]));
      if (!changed.length) return;
      Object.assign(state, patch);
      for (const watcher of [...watchers]) {
        if (changed.some((key) => watcher.keys.has(key))) notify(watcher);
      }
    },

    /**
     * Calls `fn` after any of `keys` changed, until `signal` aborts.
     *
     * @param {(keyof S)[]} keys
     * @param {(state: S) => void} fn
     * @param {AbortSignal} [signal]
     */
    watch(keys, fn, signal) {
      checkKnown(keys);
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

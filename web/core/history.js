/** The pinned codes of this visit: a ribbon with undo, redo and stars. Nothing is lost by going back. */

const KEPT = 100;

/**
 * @param {import("./types.js").Store} store
 * @param {(pin: import("./state.js").Pin) => void} goTo
 */
export function createHistory(store, goTo) {
  const { state } = store;
  let nextId = 1;

  /** To the next pin of this model; those of other models are passed over. */
  function step(by) {
    let cursor = state.cursor + by;
    while (state.history[cursor] && state.history[cursor].model !== state.model) cursor += by;
    if (state.history[cursor]) visit(cursor);
  }

  function visit(cursor) {
    store.set({ cursor });
    goTo(state.history[cursor]);
  }

  return {
    /**
     * A new pin comes right after the one it was made from; the entries to redo stay behind it.
     *
     * @param {import("./state.js").Origin & {z: Float32Array}} pin
     */
    add({ z, source, index }) {
      if (source === "history" || source === "host") return;
      if (isSame(state.history[state.cursor], z, state.model)) return;
      const entry = { id: nextId++, z, index: index ?? null, source, model: state.model, starred: false };
      const before = state.history.slice(0, state.cursor + 1);
      const history = trimmed([...before, entry, ...state.history.slice(state.cursor + 1)], entry);
      store.set({ history, cursor: history.indexOf(entry) });
    },

    /** A model opens at a code: back on its pin if there is one, or on a new one. */
    open({ z, index }) {
      const cursor = state.history.findLastIndex((entry) => isSame(entry, z, state.model));
      if (cursor < 0) this.add({ z, index, source: "start" });
      else store.set({ cursor });
    },

    undo: () => step(-1),
    redo: () => step(+1),
    visit,

    star(id) {
      const history = state.history.map((entry) => (entry.id === id ? { ...entry, starred: !entry.starred } : entry));
      store.set({ history });
    },
  };
}

function isSame(entry, z, model) {
  return entry?.model === model && entry.z.every((value, i) => value === z[i]);
}

function trimmed(history, newest) {
  if (history.length <= KEPT) return history;
  const oldest = history.find((entry) => !entry.starred && entry !== newest) ?? history[0];
  return history.filter((entry) => entry !== oldest);
}

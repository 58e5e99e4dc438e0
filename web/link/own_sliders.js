/** Directions of the visitor's own and the names that he gave to sliders: kept in this browser, for each model. */

import { readDirections, writeDirections } from "./direction_file.js";
import { checkedNames, withIds } from "./made_fields.js";

/** @param {import("../core/types.js").Store} store */
export function keepOwnSliders(store) {
  const { state } = store;
  let shown = null; // whose sliders are in the store; a model sent anew may bring another view for the same engine

  function open() {
    if (shown?.engine === state.engine && shown?.view === state.view) return;
    shown = null;
    const { engine, view } = state;
    if (!engine || !view) return;
    store.set({ directions: withIds(readKept(engine), []), names: readNames(engine) });
    shown = { engine, view };
  }

  function keep() {
    if (!shown || state.engine !== shown.engine || state.view !== shown.view) return;
    if (state.isTalking) return; // a talk leaves no trace
    write(shelf(shown.engine), writeDirections(shown.engine, state.directions));
    write(nameShelf(shown.engine), JSON.stringify(state.names));
  }

  store.watch(["engine", "view"], open);
  store.watch(["directions", "directionEdits", "names"], keep);
}

const shelf = (engine) => `latent-lens directions ${engine.digest}`;
const nameShelf = (engine) => `latent-lens names ${engine.digest}`;

function readKept(engine) {
  try {
    const text = localStorage.getItem(shelf(engine));
    return text ? readDirections(text, engine) : [];
  } catch {
    return []; // storage blocked, or written by another version: directions then last as long as the page
  }
}

function readNames(engine) {
  try {
    return checkedNames(JSON.parse(localStorage.getItem(nameShelf(engine)) ?? "{}"));
  } catch {
    return {};
  }
}

function write(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // A private window without storage: nothing else depends on it.
  }
}

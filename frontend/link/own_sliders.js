/** Directions of the visitor's own and the names that he gave to sliders: kept in this browser, for each model. */

import { readDirections, writeDirections } from "../parts/direction_file.js";
import { checkedNames } from "./made_fields.js";

export function keepOwnSliders(store) {
  const { state } = store;
  let shown = null; // the engine whose sliders are in the store

  function open() {
    if (state.engine === shown) return;
    shown = null;
    if (!state.engine || !state.view) return;
    const directions = readKept(state.engine).map((direction, n) => ({ ...direction, id: `d${n + 1}`, dim: null }));
    store.set({ directions, names: readNames(state.engine) });
    shown = state.engine;
  }

  function keep() {
    if (!shown || state.engine !== shown || state.isTalking) return; // a talk leaves no trace
    write(shelf(shown), writeDirections(shown, state.directions));
    write(nameShelf(shown), JSON.stringify(state.names ?? {}));
  }

  store.watch(["engine", "view"], open);
  store.watch(["directions", "named", "names"], keep);
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

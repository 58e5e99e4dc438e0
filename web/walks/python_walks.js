/** The walks that only Python finds: asked for once for each set of waypoints, measured when they come. */

import { FROM_PYTHON } from "../core/walk_methods.js";

/** @param {any} store @param {ReturnType<typeof import("./measuring.js").createMeasuring>["measure"]} measure */
export function createPythonWalks(store, measure) {
  const { state } = store;
  let asked = null;

  const isThere = (key) => FROM_PYTHON.every((method) => state.walks[method]?.key === key);

  return {
    /** @param {string} key of walks.js @param {Float32Array[]} points the waypoints */
    ask(key, points) {
      if (state.hasNoPython || asked === key || isThere(key)) return;
      asked = key;
      store.set({ question: { id: key, model: state.model, waypoints: points.map((z) => Array.from(z)) } });
    },

    /** Takes over what Python has answered. */
    take() {
      const { answers, walks } = state.answer ?? {};
      // Of two questions at once Streamlit may pass on only the first: an answer to another one asks again.
      if (answers !== asked) asked = null;
      if (!walks || answers !== state.walksKey) return;
      for (const method of FROM_PYTHON) {
        if (state.walks[method]?.key === answers) continue;
        const { path, note, cost } = walks[method];
        measure({ method, path: pathOf(path, state.view.latentDim), key: answers, note, cost });
      }
    },
  };
}

/** From base64 of float32. @returns {Float32Array[]} */
function pathOf(letters, width) {
  const bytes = Uint8Array.from(atob(letters), (character) => character.charCodeAt(0));
  const values = new Float32Array(bytes.buffer);
  return Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
}

/** The models on this page: bytes in, engines and atlases out, each built once however often they are sent. */

import { createEngine } from "./engine/engine.js";
import { parseSafetensors } from "./engine/safetensors.js";
import { createAtlasView } from "./parts/atlas_view.js";

/** Engines beyond this many are dropped, oldest first: a long session must not keep every model it saw. */
const KEPT_MODELS = 4;

export function createLibrary() {
  /** @type {Map<string, {mark: string, value: object}>} */
  const engines = new Map();
  const atlases = new Map();

  return {
    /** Takes a model or an atlas. @returns {string | null} the model's name when something new came */
    add(bytes) {
      const { kind, name } = peek(bytes);
      const shelf = kind === "model" ? engines : atlases;
      const mark = fingerprint(bytes);
      if (shelf.get(name)?.mark === mark) return null;
      const value = kind === "model" ? createEngine(bytes) : createAtlasView(parseSafetensors(bytes));
      shelf.delete(name);
      shelf.set(name, { mark, value, bytes });
      if (shelf.size > KEPT_MODELS) shelf.delete(shelf.keys().next().value);
      return name;
    },

    /** @returns {Uint8Array | undefined} the weights as they came, for another thread */
    bytes: (name) => engines.get(name)?.bytes,

    /** @returns {{engine: object, view: object} | null} null until both have come */
    get(name) {
      const engine = engines.get(name)?.value;
      const view = atlases.get(name)?.value;
      return engine && view && engine.latentDim === view.latentDim ? { engine, view } : null;
    },
  };
}

function peek(bytes) {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true));
  const { kind, spec } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))).__metadata__ ?? {};
  if (kind !== "model" && kind !== "atlas") throw new Error(`expected a model or an atlas; got ${kind}`);
  return { kind, name: JSON.parse(spec).name };
}

/** Length and a thin FNV-1a hash: tells a retrained model from the same bytes sent again. */
function fingerprint(bytes) {
  let hash = 2166136261;
  for (let i = 0; i < bytes.length; i += 97) hash = Math.imul(hash ^ bytes[i], 16777619);
  return `${bytes.length}:${hash >>> 0}`;
}

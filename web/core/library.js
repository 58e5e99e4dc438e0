/**
 * The models on this page: bytes in, engines and atlases out, each built once however often they are sent.
 *
 * What the present page was sent, and the model that is shown, is in use and stays. Beyond that the models used last
 * are kept, up to so many bytes: a long session must not keep every model that it saw.
 */

import { createEngine } from "../engine/engine.js";
import { Problem } from "../engine/problem.js";
import { parseSafetensors, readMetadataOf } from "../engine/safetensors.js";
import { createAtlasView } from "./atlas_view.js";
import { checkAtlas } from "./atlas_check.js";
import { sentenceOf } from "./problem.js";

const KEPT_BYTES = 64e6; // ten of the shipped models
const KEPT_MODELS = 24; // of any size: each holds a WebAssembly memory, and a browser gives a tab about a hundred
const BUILD = {
  model: (bytes) => createEngine(bytes),
  atlas: (bytes) => createAtlasView(checkAtlas(parseSafetensors(bytes))),
};

/** @typedef {{mark: string, bytes: Uint8Array, value: object | null, problem: string | null}} Part */

export function createLibrary() {
  /** @type {Map<string, {model?: Part, atlas?: Part}>} by name, the one used last at the end */
  const shelf = new Map();
  /** @type {Map<any, string>} who uses which model */
  const users = new Map();

  function touch(name, kind, part) {
    const entry = shelf.get(name) ?? {};
    shelf.delete(name);
    shelf.set(name, part ? { ...entry, [kind]: part } : entry);
  }

  function makeRoom() {
    const inUse = new Set(users.values());
    let total = 0;
    let count = 0;
    for (const [name, entry] of [...shelf].reverse()) {
      const size = (entry.model?.bytes.length ?? 0) + (entry.atlas?.bytes.length ?? 0);
      const isTooMuch = total + size > KEPT_BYTES || count >= KEPT_MODELS;
      if (isTooMuch && !inUse.has(name)) {
        shelf.delete(name);
        continue;
      }
      total += size;
      count += 1;
    }
  }

  return {
    /**
     * Takes a model or an atlas; `user` needs it until `release`, or until the same user brings another.
     *
     * @returns {{name: string | null, isNew: boolean, problem: string | null}} name: null where the bytes do not say it
     */
    add(bytes, user) {
      let from;
      try {
        from = peek(bytes);
      } catch (error) {
        return { name: null, isNew: false, problem: sentenceOf(error) };
      }
      const { kind, name } = from;
      if (user) users.set(user, name);
      const mark = fingerprint(bytes);
      const isNew = shelf.get(name)?.[kind]?.mark !== mark;
      touch(name, kind, isNew ? built(kind, name, bytes, mark) : null);
      makeRoom();
      return { name, isNew, problem: shelf.get(name)[kind].problem };
    },

    /** A user of one model at a time, such as the picture on the stage. */
    use(user, name) {
      users.set(user, name);
      if (shelf.has(name)) touch(name);
    },

    release(user) {
      users.delete(user);
      makeRoom();
    },

    /** @returns {Uint8Array | undefined} the weights as they came, for another thread */
    bytes: (name) => shelf.get(name)?.model?.bytes,

    /** @returns {{engine: object, view: object} | null} null until both have come and fit each other */
    get(name) {
      const engine = shelf.get(name)?.model?.value;
      const view = shelf.get(name)?.atlas?.value;
      return engine && view && engine.latentDim === view.latentDim ? { engine, view } : null;
    },

    /** @returns {string | null} one sentence where what came of a model is not good */
    problem: (name) => shelf.get(name)?.model?.problem ?? shelf.get(name)?.atlas?.problem ?? null,

    /** @returns {string} one sentence on a model that is not complete: what has not come, or does not fit */
    absence(name) {
      const { model, atlas } = shelf.get(name) ?? {};
      if (model?.value && atlas?.value) {
        return (
          `${name} cannot be shown: its weights have ${model.value.latentDim} latent dimensions, its atlas has ` +
          `${atlas.value.latentDim}. Map it again with \`python -m vae_core atlas ${name}\`, or choose another model.`
        );
      }
      const missing = [!model && "weights", !atlas && "atlas"].filter(Boolean).join(" and the ");
      return (
        `${name} has not arrived yet: the ${missing} did not come. This page goes on by itself when they do; ` +
        "if the server has stopped, start it again."
      );
    },
  };
}

/** @returns {Part} */
function built(kind, name, bytes, mark) {
  try {
    return { mark, bytes, value: BUILD[kind](bytes), problem: null };
  } catch (error) {
    const what = kind === "model" ? "its network cannot run" : "its atlas cannot be read";
    return {
      mark,
      bytes,
      value: null,
      problem: `${name} cannot be shown: ${what} (${sentenceOf(error)}). Choose another model.`,
    };
  }
}

function peek(bytes) {
  const { kind, spec } = readMetadataOf(bytes);
  const name = nameIn(spec);
  if (!Object.hasOwn(BUILD, kind) || typeof name !== "string") {
    throw new Problem(
      `a message of the server is damaged: expected a model or an atlas with its name; got ${kind ?? "none"}. Reload the page`,
    );
  }
  return { kind, name };
}

function nameIn(spec) {
  try {
    return JSON.parse(spec)?.name;
  } catch {
    return null;
  }
}

/** Length and a thin FNV-1a hash: tells a retrained model from the same bytes sent again. */
function fingerprint(bytes) {
  let hash = 2166136261;
  for (let i = 0; i < bytes.length; i += 97) hash = Math.imul(hash ^ bytes[i], 16777619);
  return `${bytes.length}:${hash >>> 0}`;
}

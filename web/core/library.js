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
import { asProblem } from "./problem.js";

const KEPT_BYTES = 64e6; // ten of the shipped models
const KEPT_MODELS = 24; // of any size: each holds a WebAssembly memory, and a browser gives a tab about a hundred

/** @typedef {import("./types.js").Engine} Engine */
/** @typedef {import("./types.js").AtlasView} AtlasView */
/** @typedef {ReturnType<typeof createLibrary>} Library */
/**
 * @template T
 * @typedef {{mark: string, bytes: Uint8Array, value: T | null, problem: Problem | null}} Part of a model; mark: of the
 *   bytes
 */
/** @typedef {{model?: Part<Engine>, atlas?: Part<AtlasView>}} Entry */
/**
 * @typedef {{name: string | null, isNew: boolean, problem: Problem | null}} Arrival name: null where the bytes do not
 * say it
 */

/** How each kind of file is built, and what is wrong with one that cannot be. */
const KINDS = {
  model: {
    build: createEngine,
    fails: "{name} cannot be shown: its network cannot run ({why}). Choose another model",
  },
  atlas: {
    build: (bytes) => createAtlasView(checkAtlas(parseSafetensors(bytes))),
    fails: "{name} cannot be shown: its atlas cannot be read ({why}). Choose another model",
  },
};

export function createLibrary() {
  /** @type {Map<string, Entry>} by name, the one used last at the end */
  const shelf = new Map();
  /** @type {Map<unknown, string>} who uses which model */
  const users = new Map();

  /** @param {string} name @param {Entry} [parts] */
  function touch(name, parts = {}) {
    const entry = shelf.get(name) ?? {};
    shelf.delete(name);
    shelf.set(name, { ...entry, ...parts });
  }

  return {
    /**
     * Takes a model or an atlas; `user` needs it until `release`, or until the same user brings another.
     *
     * @param {Uint8Array} bytes
     * @param {unknown} [user]
     * @returns {Arrival}
     */
    add(bytes, user) {
      let from;
      try {
        from = peek(bytes);
      } catch (error) {
        return { name: null, isNew: false, problem: asProblem(error) };
      }
      const { kind, name } = from;
      if (user) users.set(user, name);
      const mark = fingerprint(bytes);
      const isNew = shelf.get(name)?.[kind]?.mark !== mark;
      touch(name, isNew ? { [kind]: built(kind, name, bytes, mark) } : {});
      makeRoom(shelf, new Set(users.values()));
      return { name, isNew, problem: shelf.get(name)[kind].problem };
    },

    /** A user of one model at a time, such as the picture on the stage. @param {unknown} user @param {string} name */
    use(user, name) {
      users.set(user, name);
      if (shelf.has(name)) touch(name);
    },

    /** @param {unknown} user */
    release(user) {
      users.delete(user);
      makeRoom(shelf, new Set(users.values()));
    },

    /** The weights as they came, for another thread. @param {string} name @returns {Uint8Array | undefined} */
    bytes: (name) => shelf.get(name)?.model?.bytes,

    /**
     * Null until both have come and fit each other. @param {string} name @returns {{engine: Engine, view: AtlasView} |
     * null}
     */
    get(name) {
      const engine = shelf.get(name)?.model?.value;
      const view = shelf.get(name)?.atlas?.value;
      return engine && view && engine.latentDim === view.latentDim ? { engine, view } : null;
    },

    /** What is wrong with a model that came. @param {string} name @returns {Problem | null} */
    problem: (name) => shelf.get(name)?.model?.problem ?? shelf.get(name)?.atlas?.problem ?? null,

    /** Why a model is not complete: what has not come, or does not fit. @param {string} name */
    absence: (name) => absenceOf(name, shelf.get(name) ?? {}),
  };
}

/** Lets go of what was used longest ago. @param {Map<string, Entry>} shelf @param {Set<string>} inUse */
function makeRoom(shelf, inUse) {
  let total = 0;
  let count = 0;
  for (const [name, { model, atlas }] of [...shelf].reverse()) {
    const size = (model?.bytes.length ?? 0) + (atlas?.bytes.length ?? 0);
    const isTooMuch = total + size > KEPT_BYTES || count >= KEPT_MODELS;
    if (isTooMuch && !inUse.has(name)) {
      shelf.delete(name);
      continue;
    }
    total += size;
    count += 1;
  }
}

/** @param {string} name @param {Entry} entry */
function absenceOf(name, { model, atlas }) {
  if (model?.value && atlas?.value) {
    return new Problem(
      "{name} cannot be shown: its weights have {weights} latent dimensions, its atlas has {atlas}. " +
        "Map it again with `python -m vae_core atlas {name}`, or choose another model",
      { name, weights: model.value.latentDim, atlas: atlas.value.latentDim },
    );
  }
  return new Problem(lateness(model, atlas), { name });
}

/** @param {Part<Engine> | undefined} model @param {Part<AtlasView> | undefined} atlas */
function lateness(model, atlas) {
  if (model)
    return (
      "{name} has not arrived yet: the atlas did not come. This page continues by itself when it does; " +
      "if the server has stopped, start it again"
    );
  if (atlas)
    return (
      "{name} has not arrived yet: the weights did not come. This page continues by itself when they do; " +
      "if the server has stopped, start it again"
    );
  return (
    "{name} has not arrived yet: the weights and the atlas did not come. This page continues by itself when they do; " +
    "if the server has stopped, start it again"
  );
}

/**
 * @param {keyof typeof KINDS} kind
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {string} mark
 * @returns {Part<any>}
 */
function built(kind, name, bytes, mark) {
  const { build, fails } = KINDS[kind];
  try {
    return { mark, bytes, value: build(bytes), problem: null };
  } catch (error) {
    return { mark, bytes, value: null, problem: new Problem(fails, { name, why: asProblem(error) }) };
  }
}

/** @param {Uint8Array} bytes @returns {{kind: keyof typeof KINDS, name: string}} @throws {Problem} */
function peek(bytes) {
  const { kind, spec } = readMetadataOf(bytes);
  const name = nameIn(spec);
  if (!Object.hasOwn(KINDS, kind) || typeof name !== "string") {
    throw new Problem(
      "a message of the server is damaged: expected a model or an atlas with its name; got {kind}. Reload the page",
      { kind: kind ?? "none" },
    );
  }
  return { kind: /** @type {keyof typeof KINDS} */ (kind), name };
}

function nameIn(spec) {
  try {
    return JSON.parse(spec)?.name;
  } catch {
    return null;
  }
}

/** Length and a thin FNV-1a hash: tells a retrained model from the same bytes sent again. @param {Uint8Array} bytes */
function fingerprint(bytes) {
  let hash = 2166136261;
  for (let i = 0; i < bytes.length; i += 97) hash = Math.imul(hash ^ bytes[i], 16777619);
  return `${bytes.length}:${hash >>> 0}`;
}

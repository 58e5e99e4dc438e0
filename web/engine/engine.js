// The engine: bytes of an exported model in, pictures out. Runs in a page, a worker or Node, and knows no user
// interface.

import { createBeliefs } from "./beliefs.js";
import { blended, createCritic, HELD_OUT } from "./critic.js";
import { jsBackend } from "./kernels.js";
import { createGivenClass } from "./given_class.js";
import { compileNetwork } from "./network.js";
import { codesPerCell, partOfKind, partsOf, vectorSize } from "./parts.js";
import { Problem } from "./problem.js";
import { parseSafetensors } from "./safetensors.js";
import { wasmBackend, wasmWorks } from "./wasm.js";

/**
 * @typedef {Object} Engine
 * @property {string} name
 * @property {string} digest identifies the weights
 * @property {number} latentDim numbers of the flat z
 * @property {import("./parts.js").Part[]} parts what it consists of
 * @property {[number, number, number]} imageShape C, H, W
 * @property {string} likelihood
 * @property {"all" | "picture" | "worker" | "server"} lane who decodes, and how much at once: vae_core/graph/lane.py
 * @property {"js" | "wasm" | "python"} backend what really runs
 * @property {(z: ArrayLike<number>, out?: Float32Array) => Float32Array} decode pixels in [0, 1], CHW; with `out`,
 *   nothing is allocated; a Problem where a pixel is no number
 * @property {(pixels: ArrayLike<number>, z?: ArrayLike<number>) => {mu: Float32Array, logvar: Float32Array}} encode
 *   flat codes; where the model takes the class as given, it is that of `z`, or the likeliest
 * @property {((pixels: ArrayLike<number>) => Float32Array) | null} [beliefs] q(y|x) of every class, in an array of its
 *   own that the next call fills anew; null where the model has no classifier
 * @property {((z: ArrayLike<number>) => Float32Array) | null} logProbs of a grid: log p of every code in each cell, in
 *   nats, given the cells before it; cell by cell
 * @property {((z: ArrayLike<number>) => number) | null} [energy] E of the prior N(0, I) exp(-E) / Z, in nats; null of
 *   another prior
 * @property {((pixels: ArrayLike<number>) => number) | null} [score] of the critic: the higher, the more real; null
 *   of a model without one
 * @property {((score: number) => number) | null} [realness] share of held-out real images that it scores lower
 * @property {ModelSpec} spec the model's specification as exported
 */

/**
 * @typedef {Object} ModelSpec
 * @property {string} name
 * @property {string} digest
 * @property {number} latent_dim
 * @property {[number, number, number]} image_shape
 * @property {string} likelihood
 * @property {string} [posterior]
 * @property {import("./parts.js").Part[]} [parts] where z is no plain vector
 * @property {Engine["lane"]} [lane]
 * @property {number} [parity] largest difference of a pixel to the original of an adopted model
 * @property {import("./network.js").Graph} decoder null where Python decodes
 * @property {import("./network.js").Graph | null} [encoder]
 * @property {import("./network.js").Graph | null} [classifier] of a model that infers the class
 * @property {import("./network.js").Graph | null} [critic] of one whose pictures a critic shaped
 * @property {import("./network.js").Graph | null} [prior] of a grid of codes
 * @property {import("./network.js").Graph | null} [energy] of one whose prior has an energy
 */

const CODE = {
  count: "z must hold {length} numbers; got {got}",
  finite: "z must hold finite numbers; value {i} is {got}",
};
const PICTURE = {
  count: "the picture must hold {length} numbers; got {got}",
  finite: "the picture must hold finite numbers; value {i} is {got}",
};

const CERTAIN_LOGVAR = -20; // of the index of a code, which the encoder is certain of
const BACKENDS = { js: jsBackend, wasm: wasmBackend };

/**
 * @param {Uint8Array} bytes safetensors of kind "model"
 * @param {{backend?: "auto" | "js" | "wasm"}} [options]
 * @returns {Engine}
 */
export function createEngine(bytes, { backend = "auto" } = {}) {
  const { metadata, tensors } = parseSafetensors(bytes);
  const spec = readSpec(metadata);
  if (spec.lane === "server") return elsewhere(spec);
  const chosen = chooseBackend(backend);
  const compile = (graph) => compileNetwork(graph, tensors, BACKENDS[chosen]);
  const pixels = spec.image_shape.reduce((product, length) => product * length, 1);
  const decoder = compile(spec.decoder);
  if (decoder.outputs !== pixels)
    throw new Problem("the decoder ends with {got} values, expected {pixels}; export the model again", {
      got: decoder.outputs,
      pixels,
    });
  const parts = partsOf(spec);
  const encoder = spec.encoder && compile(spec.encoder);
  const grid = partOfKind(parts, "grid");
  const coded = grid ? grid.stop : 2 * vectorSize(parts);
  if (encoder && encoder.outputs !== coded)
    throw new Problem("the encoder ends with {got} values, expected {expected}; export the model again", {
      got: encoder.outputs,
      expected: coded,
    });
  const energy = spec.energy ? createEnergy(compile(spec.energy), spec.latent_dim) : null;
  const beliefs = spec.classifier ? createBeliefs(compile(spec.classifier), parts) : null;
  const critic = spec.critic ? createCritic(compile(spec.critic), tensors.get(HELD_OUT)?.data) : null;
  const blend = partOfKind(parts, "blend");
  const given =
    encoder && partOfKind(parts, "class") ? createGivenClass(parts, encoder, (z) => decode(z), beliefs) : null;

  function decode(z, out = new Float32Array(pixels)) {
    requireNumbers(z, spec.latent_dim, CODE);
    if (out.length !== pixels)
      throw new Problem("out must have room for {pixels} pixels; got {got}", { pixels, got: out.length });
    decoder.run(z, out);
    requirePicture(out, spec.name);
    return out;
  }

  function requirePixels(image) {
    requireNumbers(image, pixels, PICTURE);
    return image;
  }

  return {
    name: spec.name,
    digest: spec.digest,
    latentDim: spec.latent_dim,
    parts,
    imageShape: spec.image_shape,
    likelihood: spec.likelihood,
    lane: spec.lane ?? "all",
    backend: chosen,
    spec,
    decode,
    energy,
    score: critic && ((image) => critic.score(requirePixels(image))),
    realness: critic?.realness ?? null,
    beliefs: beliefs && ((image) => beliefs(requirePixels(image))),
    logProbs: grid && spec.prior ? createLogProbs(compile(spec.prior), codesPerCell(grid)) : null,
    encode(image, z) {
      if (!encoder)
        throw new Problem("the model {name} was exported without its encoder; export it again with one", {
          name: spec.name,
        });
      requirePixels(image);
      if (given) {
        const code = given.encode(image, z);
        requireCode(code.mu, spec.name);
        return code;
      }
      const out = new Float32Array(encoder.outputs);
      encoder.run(image, out);
      requireCode(out, spec.name);
      if (grid) return { mu: out, logvar: new Float32Array(out.length).fill(CERTAIN_LOGVAR) };
      if (blend) return blended(out, blend.start, z);
      return { mu: out.subarray(0, spec.latent_dim), logvar: out.subarray(spec.latent_dim) };
    },
  };
}

/** @param {import("./network.js").Network} prior @param {number} codes @returns {Engine["logProbs"]} */
function createLogProbs(prior, codes) {
  return (z) => {
    const logs = new Float32Array(prior.outputs);
    prior.run(z, logs);
    for (let start = 0; start < logs.length; start += codes) {
      const cell = logs.subarray(start, start + codes);
      const most = cell.reduce((a, b) => Math.max(a, b));
      const all = most + Math.log(cell.reduce((sum, value) => sum + Math.exp(value - most), 0));
      for (let k = 0; k < codes; k++) cell[k] -= all;
    }
    return logs;
  };
}

/** @param {{run: (z: ArrayLike<number>, out: Float32Array) => void}} network to one number @param {number} latentDim */
function createEnergy(network, latentDim) {
  const out = new Float32Array(1);
  return (z) => {
    requireNumbers(z, latentDim, CODE);
    network.run(z, out);
    return out[0];
  };
}

/** What is known here of a model whose pictures Python decodes. @param {ModelSpec} spec @returns {Engine} */
function elsewhere(spec) {
  const decode = () => {
    throw new Problem("{name} is decoded by Python: this needs a model that the browser decodes", { name: spec.name });
  };
  const { name, digest, latent_dim: latentDim, image_shape: imageShape, likelihood } = spec;
  return {
    name,
    digest,
    latentDim,
    parts: partsOf(spec),
    imageShape,
    likelihood,
    lane: "server",
    backend: "python",
    spec,
    decode,
    logProbs: null,
    encode: decode,
    beliefs: null,
    score: null,
    realness: null,
    energy: null,
  };
}

/** @param {Record<string, string>} metadata @returns {ModelSpec} */
function readSpec(metadata) {
  if (metadata.kind === undefined) throw new Problem("expected a model; got a file without a kind");
  if (metadata.kind !== "model") throw new Problem("expected a model; got {kind}", { kind: metadata.kind });
  let spec;
  try {
    spec = JSON.parse(metadata.spec);
  } catch {
    throw new Problem("the model's specification is not JSON; export the model again");
  }
  const { latent_dim: latentDim, image_shape: shape } = spec ?? {};
  const isSize = (value) => Number.isInteger(value) && value > 0;
  if (!isSize(latentDim) || !Array.isArray(shape) || shape.length !== 3 || !shape.every(isSize)) {
    throw new Problem(
      "the model's specification needs a latent_dim and an image_shape of three sizes; export the model again",
    );
  }
  return spec;
}

function chooseBackend(backend) {
  if (backend === "auto") return wasmWorks() ? "wasm" : "js";
  if (!Object.hasOwn(BACKENDS, backend))
    throw new Problem('unknown backend "{backend}"; expected auto, js or wasm', { backend });
  return backend;
}

function requireNumbers(values, length, { count, finite }) {
  if (values?.length !== length) throw new Problem(count, { length, got: values?.length ?? typeof values });
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(values[i])) throw new Problem(finite, { i, got: values[i] });
  }
}

/** A picture that holds NaN would be painted black: it is said instead. */
export function requirePicture(pixels, name) {
  for (let i = 0; i < pixels.length; i++) {
    if (Number.isFinite(pixels[i])) continue;
    throw new Problem(
      "{name} decodes no picture here: pixel {i} must be a number from 0 to 1; got {got}. " +
        "Go back towards the codes, or choose another model",
      { name, i, got: pixels[i] },
    );
  }
}

function requireCode(values, name) {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  throw new Problem(
    "the encoder of {name} gives this picture no code: number {wrong} must be finite; got {got}. Choose another model",
    { name, wrong, got: values[wrong] },
  );
}

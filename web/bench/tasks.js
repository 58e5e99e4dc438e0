/**
 * What is computed by the dozen: in a worker, or in slices on the page where there are no workers.
 *
 * Axes: N codes, D latent dimensions, P pixels, T steps.
 */

import { createEngine } from "../engine/engine.js";
import { createIndex } from "../engine/neighbours.js";
import { plainOf, Problem } from "../engine/problem.js";
import { createMeter } from "../meter/meter.js";
import { isZero } from "../latent/plane.js";
import { bordersOf } from "./borders.js";
import { createDerivative, distance, embeddingOf, pixelCount, rateBetween, usualRate } from "./change.js";

const VOTERS = 10;
const KEPT_MODELS = 3;

/** @typedef {{codes: Float32Array}} Codes (N, D), flat */
/**
 * @typedef {Object} Given what tasks need of a model
 * @property {Uint8Array} bytes
 * @property {Float32Array} codes of the atlas, (N, D)
 * @property {ArrayLike<number>} labels
 * @property {Parameters<typeof createMeter>[0]} atlas
 */
/**
 * @typedef {Object} Model
 * @property {import("../engine/engine.js").Engine} engine
 * @property {ArrayLike<number>} labels
 * @property {import("./change.js").Embed} embed
 * @property {() => import("../meter/meter.js").Meter | null} meter
 * @property {() => import("../engine/neighbours.js").Index} index over the codes
 * @property {() => number} usualRate
 */
/** @typedef {{[K in keyof typeof TASKS]: ReturnType<typeof TASKS[K]>}} Results */

export function createTasks() {
  /** @type {Map<string, Model>} */
  const models = new Map();
  return {
    /** Takes a model and its atlas; the oldest make room. @param {string} key @param {Given} given */
    load(key, given) {
      models.set(key, modelOf(given));
      if (models.size > KEPT_MODELS) models.delete(models.keys().next().value);
    },

    /**
     * @template {keyof Results} K
     * @param {string} key of a model
     * @param {K} task
     * @param {any} payload as the task takes it
     * @returns {Results[K]}
     */
    run(key, task, payload) {
      if (!models.has(key)) throw new Problem("the workbench has no such model; reload the page");
      return /** @type {Results[K]} */ (TASKS[task](models.get(key), payload));
    },
  };
}

/** What only some tasks need is made when one asks. @param {Given} given */
function modelOf({ bytes, codes, labels, atlas }) {
  const engine = createEngine(bytes);
  /** @type {Model} */
  const model = {
    engine,
    labels,
    embed: embeddingOf(engine),
    meter: once(() => createMeter(atlas)),
    index: once(() => createIndex(atlas.codes, atlas.latentDim)),
    usualRate: once(() => usualRate(model, rows(codes, engine.latentDim))),
  };
  return model;
}

/** @template T @param {() => T} make @returns {() => T} */
function once(make) {
  /** @type {{value: T} | null} */
  let made = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/**
 * What it returns, or what it throws.
 *
 * @template T
 * @param {() => T} fn
 * @returns {{result?: T, error?: import("../engine/problem.js").PlainError}}
 */
export function attempt(fn) {
  try {
    return { result: fn() };
  } catch (error) {
    return { error: plainOf(error) };
  }
}

const TASKS = {
  /** Pixels in [0, 1], (P,). @param {Model} model @param {{z: Float32Array}} payload */
  picture: ({ engine }, { z }) => ({ pixels: engine.decode(z) }),

  /** Pixels as bytes (N, P). @param {Model} model @param {Codes} payload */
  decode({ engine }, { codes }) {
    const out = new Float32Array(pixelCount(engine));
    return { pixels: bytesOf(rows(codes, engine.latentDim), (z) => engine.decode(z, out), out.length) };
  },

  /**
   * Pixels (T, P), support in per cent (T,), NaN without a meter, change of the picture at each step (T - 1,).
   *
   * @param {Model} model
   * @param {{path: Float32Array}} payload (T, D), flat
   */
  walk({ engine, meter, embed }, { path }) {
    const codes = rows(path, engine.latentDim);
    const out = new Float32Array(pixelCount(engine));
    const [now, before] = [new Float32Array(out.length), new Float32Array(out.length)];
    const jumps = new Float32Array(Math.max(0, codes.length - 1));
    const support = new Float32Array(codes.length);
    const read = meter();
    function step(z, i) {
      engine.decode(z, out);
      support[i] = read ? read(z, out).percent : NaN;
      before.set(now);
      embed(out, now);
      if (i) jumps[i - 1] = distance(now, before);
      return out;
    }
    return { pixels: bytesOf(codes, step, out.length), jumps, support };
  },

  /**
   * log10 of the magnification of the plane's area at each code: sqrt det of the metric pulled back to two axes; of a
   * line, its lengths.
   *
   * @param {Model} model
   * @param {Codes & {axes: [Float32Array, Float32Array]}} payload
   */
  magnification(model, { codes, axes }) {
    const { engine } = model;
    const change = createDerivative(model);
    const [a, b] = [new Float32Array(pixelCount(engine)), new Float32Array(pixelCount(engine))];
    const isLine = isZero(axes[1]);
    const values = rows(codes, engine.latentDim).map((z) => {
      change(z, axes[0], a);
      change(z, axes[1], b);
      const determinant = isLine ? product(a, a) : product(a, a) * product(b, b) - product(a, b) ** 2;
      return 0.5 * Math.log10(Math.max(1e-12, determinant));
    });
    return { values: Float32Array.from(values) };
  },

  /**
   * Class of most of the nearest codes, and per cent of them that agree. @param {Model} model @param {Codes} payload
   */
  regions(model, { codes }) {
    const found = rows(codes, model.engine.latentDim).map((z) => vote(model, z));
    return { labels: Uint32Array.from(found, ([label]) => label), agree: Uint8Array.from(found, ([, share]) => share) };
  },

  /**
   * Borders between class regions on an n x n lattice of codes: [x0, y0, x1, y1, sharpness] each, in lattice steps
   * from the top left; sharpness is the picture's change per latent unit, in units of what neighbouring codes have.
   *
   * @param {Model} model
   * @param {Codes & {n: number}} payload
   */
  seams(model, { codes, n }) {
    const classOf = (z) => vote(model, z)[0];
    const sharpnessOf = (a, b) => rateBetween(model, a, b) / model.usualRate();
    return { segments: Float32Array.from(bordersOf(rows(codes, model.engine.latentDim), n, classOf, sharpnessOf)) };
  },
};

/** @param {Float32Array} values @param {number} width */
const rows = (values, width) =>
  Array.from({ length: values.length / width }, (_, i) => values.subarray(i * width, (i + 1) * width));
const product = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);

function bytesOf(codes, decode, pixels) {
  const bytes = new Uint8Array(codes.length * pixels);
  codes.forEach((z, i) => {
    const picture = decode(z, i);
    for (let p = 0, at = i * pixels; p < pixels; p++, at++) bytes[at] = picture[p] * 255 + 0.5;
  });
  return bytes;
}

/** @param {Model} model @param {Float32Array} z @returns {[number, number]} class and per cent */
function vote({ index, labels }, z) {
  const counts = new Map();
  const { indices } = index().nearest(z, VOTERS);
  for (const i of indices) counts.set(labels[i], (counts.get(labels[i]) ?? 0) + 1);
  let [label, most] = [labels[indices[0]], 0];
  for (const [other, count] of counts) if (count > most) [label, most] = [other, count];
  return [label, (100 * most) / indices.length];
}

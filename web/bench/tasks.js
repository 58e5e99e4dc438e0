/**
 * What is computed by the dozen: in a worker, or in slices on the page where there are no workers.
 *
 * Pictures are compared as in vae_core/measure/geometry.py: Bernoulli means by their Fisher-Rao angles 2 arcsin sqrt p, others
 * by their pixels. Axes: N codes, D latent dimensions, P pixels.
 */

import { createEngine } from "../engine/engine.js";
import { createIndex } from "../engine/neighbours.js";
import { Problem } from "../engine/problem.js";
import { failureOf } from "../core/problem.js";
import { createMeter } from "../meter/meter.js";
import { isZero } from "../latent/plane.js";

const VOTERS = 10;
const STEP = 0.01; // latent units to either side of a finite difference: curvature below, float32 noise far above
const KEPT_MODELS = 3;

export function createTasks() {
  /** @type {Map<string, object>} */
  const models = new Map();
  return {
    /** Takes a model and its atlas; the oldest make room. */
    learn(key, { bytes, codes, labels, atlas }) {
      const engine = createEngine(bytes);
      models.set(key, {
        engine,
        codes,
        labels,
        embed: embeddingOf(engine),
        get meter() {
          return (this.made ??= { read: createMeter(atlas) }).read;
        },
        get index() {
          return (this.kept ??= createIndex(codes, engine.latentDim)); // the first picture needs none
        },
      });
      if (models.size > KEPT_MODELS) models.delete(models.keys().next().value);
    },
    run(key, task, payload) {
      if (!models.has(key)) throw new Problem("the workbench has no such model: reload the page");
      return TASKS[task](models.get(key), payload);
    },
  };
}

/** @returns {{result?: object, error?: string}} what `fn` returns, or one sentence where it throws */
export function attempt(fn) {
  try {
    return { result: fn() };
  } catch (error) {
    return { error: failureOf(error, false).sentence };
  }
}

const TASKS = {
  /** Codes (N, D) -> pixels as bytes (N, P). */
  decode({ engine }, { codes }) {
    const out = new Float32Array(size(engine));
    return { pixels: bytesOf(rows(codes, engine.latentDim), (z) => engine.decode(z, out), out.length) };
  },

  /** A path (T, D) -> pixels (T, P), support in per cent (T,), NaN without a meter, change of the picture at each step (T - 1,). */
  walk({ engine, meter, embed }, { path }) {
    const codes = rows(path, engine.latentDim);
    const out = new Float32Array(size(engine));
    const [now, before] = [new Float32Array(out.length), new Float32Array(out.length)];
    const jumps = new Float32Array(Math.max(0, codes.length - 1));
    const support = new Float32Array(codes.length);
    const pixels = bytesOf(
      codes,
      (z, i) => {
        engine.decode(z, out);
        support[i] = meter ? meter(z, out).percent : NaN;
        before.set(now);
        embed(out, now);
        if (i) jumps[i - 1] = distance(now, before);
        return out;
      },
      out.length,
    );
    return { pixels, jumps, support };
  },

  /** log10 of the magnification of the plane's area at codes (N, D): sqrt det of the metric pulled back to two axes. */
  magnification({ engine, embed }, { codes, axes }) {
    const change = createDerivative(engine, embed);
    const [a, b] = [new Float32Array(size(engine)), new Float32Array(size(engine))];
    const values = rows(codes, engine.latentDim).map((z) => {
      change(z, axes[0], a);
      change(z, axes[1], b);
      const [aa, bb, ab] = isZero(axes[1]) ? [product(a, a), 1, 0] : [product(a, a), product(b, b), product(a, b)]; // of a line, lengths
      return 0.5 * Math.log10(Math.max(1e-12, aa * bb - ab * ab));
    });
    return { values: Float32Array.from(values) };
  },

  /** Class of most of the nearest codes, and per cent of them that agree, at codes (N, D). */
  regions({ engine, index, labels }, { codes }) {
    const found = rows(codes, engine.latentDim).map((z) => vote(index, labels, z));
    return { labels: Uint32Array.from(found, ([label]) => label), agree: Uint8Array.from(found, ([, share]) => share) };
  },

  /**
   * Borders between class regions on an n x n lattice of codes: [x0, y0, x1, y1, sharpness] each, in lattice steps
   * from the top left; sharpness is the picture's change per latent unit, in units of what neighbouring codes have.
   */
  seams(model, { codes, n }) {
    const { engine, index, labels } = model;
    const places = rows(codes, engine.latentDim);
    const classes = places.map((z) => vote(index, labels, z)[0]);
    model.usualRate ??= usualRate(model);
    const found = [];
    const border = (i, j, line) => {
      if (classes[i] !== classes[j]) found.push(...line, rateBetween(model, places[i], places[j]) / model.usualRate);
    };
    for (let row = 0; row < n; row++) {
      for (let column = 0; column < n; column++) {
        const i = row * n + column;
        if (column < n - 1 && row < n - 1) border(i, i + 1, [column + 0.5, row - 0.5, column + 0.5, row + 0.5]);
        if (row < n - 1 && column < n - 1) border(i, i + n, [column - 0.5, row + 0.5, column + 0.5, row + 0.5]);
      }
    }
    return { segments: Float32Array.from(found) };
  },
};

const size = (engine) => engine.imageShape.reduce((product, length) => product * length, 1);
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

function distance(a, b) {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}

export function embeddingOf({ likelihood }) {
  if (likelihood !== "bernoulli") return (pixels, out) => out.set(pixels);
  return (pixels, out) => {
    for (let i = 0; i < pixels.length; i++) out[i] = 2 * Math.asin(Math.sqrt(Math.min(1, pixels[i])));
  };
}

function vote(index, labels, z) {
  const counts = new Map();
  const { indices } = index.nearest(z, VOTERS);
  for (const i of indices) counts.set(labels[i], (counts.get(labels[i]) ?? 0) + 1);
  let best = [labels[indices[0]], 0];
  for (const entry of counts) if (entry[1] > best[1]) best = entry;
  return [best[0], (100 * best[1]) / indices.length];
}

/** Central difference of the embedded picture along a direction. */
function createDerivative(engine, embed) {
  const z = new Float32Array(engine.latentDim);
  const out = new Float32Array(size(engine));
  const behind = new Float32Array(out.length);
  const at = (code, axis, step, into) => {
    for (let d = 0; d < z.length; d++) z[d] = code[d] + step * axis[d];
    embed(engine.decode(z, out), into);
  };
  return (code, axis, into) => {
    at(code, axis, -STEP, behind);
    at(code, axis, STEP, into);
    for (let i = 0; i < into.length; i++) into[i] = (into[i] - behind[i]) / (2 * STEP);
  };
}

function rateBetween({ engine, embed }, a, b) {
  const [one, other] = [a, b].map((z) => {
    const out = engine.decode(z);
    embed(out, out);
    return out;
  });
  return distance(one, other) / (distance(a, b) || 1);
}

/** Median change of the picture per latent unit between some codes and their nearest other code. */
function usualRate(model) {
  const { codes, index, engine } = model;
  const all = rows(codes, engine.latentDim);
  const rates = [];
  for (let i = 0; i < all.length; i += Math.max(1, Math.floor(all.length / 100))) {
    const { indices } = index.nearest(all[i], 6);
    rates.push(rateBetween(model, all[i], all[indices.at(-1)]));
  }
  return rates.sort((a, b) => a - b)[rates.length >> 1] || 1;
}

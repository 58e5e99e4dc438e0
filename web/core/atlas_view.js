/**
 * What the parts read off an atlas: typed arrays, and the statistics of the aggregate posterior.
 *
 * Axes: N images, D latent dimensions.
 */

import { gridLogvar, mapped as mappedZ, mappedSize, partOfKind, partsOf, vectorSize } from "../engine/parts.js";
import SHARED from "../../vae_core/shared.json" with { type: "json" };

/** Below this variance of mu over the data a dimension carries nothing (Burda et al. 2016, section 5.1). */
const ACTIVE_VARIANCE = SHARED.active_variance;
const RANGE_SIGMAS = 3;

/**
 * @typedef {ReturnType<typeof createAtlasView>} AtlasView
 * @typedef {ReturnType<typeof dimensionStatistics>[number]} Dimension
 * @typedef {Object} AtlasSpec what the file says of itself
 * @property {string} name
 * @property {string[]} class_names
 * @property {import("../engine/parts.js").Part[]} [parts] of a flat z that is no plain vector
 * @property {string} [split]
 * @property {number} [trained] how many of all images, the last ones, are training images
 * @property {string} prior
 * @property {string} [data] the data set, where it is a known one
 * @property {number[][]} [factor_information] how much each number tells of each true factor, (F, D)
 * @property {SeedTable[]} [factor_seeds] the same of the same training with several seeds
 * @property {import("../meter/meter.js").MeterSpec | null} [meter]
 */

/** @typedef {{seed: number, mig: number, information: number[][], is_shown: boolean}} SeedTable is_shown: this model */

/**
 * @param {import("../engine/safetensors.js").Contents} file safetensors of kind "atlas"
 */
export function createAtlasView({ metadata, tensors }) {
  /** @type {AtlasSpec} */
  const spec = JSON.parse(metadata.spec);
  /** @param {string} name */
  const array = (name) => tensors.get(name)?.data ?? null;
  /** @param {string} name */
  const floats = (name) => /** @type {Float32Array | null} */ (array(name)); // atlas_check.js has looked
  const codes = floats("codes");
  const [count, latentDim] = tensors.get("codes").shape;
  const logvar = floats("logvar");
  const measured = count - (spec.trained ?? 0);
  const parts = partsOf({ latent_dim: latentDim, parts: spec.parts });
  const meter = meterOf(spec, tensors);
  const mapped = mappedOf({ codes, logvar, count, latentDim, meter }, parts);
  return {
    spec,
    parts,
    mapped,
    count,
    latentDim,
    codes,
    logvar,
    labels: array("labels"),
    classNames: spec.class_names,
    split: spec.split ?? "test", // what the N are called: "test" or "training" images, or "all": those, then these
    measured, // how many of them, the first ones, figures are of: of all the test images
    nats: floats("nats"),
    tsne: floats("tsne"),
    pca: floats("pca"),
    array,
    dims: vectorSize(parts) ? dimensionStatistics(mapped.codes, mapped.logvar, measured, mapped.latentDim) : [],
    meter,
    /** @param {number} index */
    code: (index) => codes.slice(index * latentDim, (index + 1) * latentDim),
  };
}

/**
 * What maps, neighbours, directions and the trust meter compare codes by: engine/parts.js, `mapped`.
 *
 * @template {{codes: Float32Array, logvar: Float32Array, count: number, latentDim: number}} T
 * @param {T} atlas
 * @param {import("../engine/parts.js").Part[]} parts
 * @returns {T}
 */
function mappedOf(atlas, parts) {
  const dims = mappedSize(parts);
  const grid = partOfKind(parts, "grid");
  if (dims === atlas.latentDim && !grid) return atlas;
  const { count, latentDim } = atlas;
  /** @param {Float32Array} of */
  const vectors = (of) => {
    const all = new Float32Array(count * dims);
    for (let i = 0; i < count; i++) all.set(mappedZ(parts, of.subarray(i * latentDim, (i + 1) * latentDim)), i * dims);
    return all;
  };
  const logvar = grid ? new Float32Array(count * dims).fill(gridLogvar(grid)) : vectors(atlas.logvar);
  return { ...atlas, codes: vectors(atlas.codes), logvar, latentDim: dims };
}

/**
 * What the trust meter is made of (meter/meter.js), or null: plain data, so that a worker can have it.
 *
 * @param {AtlasSpec} spec
 * @param {Map<string, import("../engine/safetensors.js").Tensor>} tensors
 */
function meterOf({ meter }, tensors) {
  if (!meter) return null;
  const own = [...tensors].filter(([name]) => name.startsWith("meter."));
  return { spec: meter, tensors: new Map(own.map(([name, tensor]) => [name.slice("meter.".length), tensor])) };
}

/**
 * Per dimension: mean, sigma of the aggregate posterior, KL to N(0, 1) in nats, slider range, activity.
 *
 * @param {Float32Array} codes (N, D)
 * @param {Float32Array} logvar (N, D)
 * @param {number} count
 * @param {number} latentDim
 */
export function dimensionStatistics(codes, logvar, count, latentDim) {
  return Array.from({ length: latentDim }, (_, dim) => {
    let sum = 0;
    let squares = 0;
    let posterior = 0;
    let kl = 0;
    for (let i = dim; i < count * latentDim; i += latentDim) {
      const mu = codes[i];
      const variance = Math.exp(logvar[i]);
      sum += mu;
      squares += mu * mu;
      posterior += variance;
      kl += 0.5 * (mu * mu + variance - logvar[i] - 1);
    }
    const mean = sum / count;
    const varianceOfMeans = Math.max(0, squares / count - mean * mean);
    const sigma = Math.sqrt(varianceOfMeans + posterior / count) || 1;
    return {
      dim,
      mean,
      sigma,
      low: mean - RANGE_SIGMAS * sigma,
      high: mean + RANGE_SIGMAS * sigma,
      klNats: kl / count,
      active: varianceOfMeans > ACTIVE_VARIANCE,
    };
  });
}

/**
 * Map coordinates (N, 2) of a projection: "tsne", "pca", or two latent dimensions as "z1,z2" (counted from 1).
 *
 * @param {AtlasView} view
 * @param {string} projection
 */
export function projectionPoints(view, projection) {
  const dims = rawDims(projection, view.latentDim);
  if (!dims) return projection === "pca" ? view.pca : view.tsne;
  const points = new Float32Array(view.count * 2);
  for (let i = 0; i < view.count; i++) {
    points[2 * i] = view.codes[i * view.latentDim + dims[0]];
    points[2 * i + 1] = view.codes[i * view.latentDim + dims[1]];
  }
  return points;
}

/** @typedef {import("../engine/parts.js").Part} Part */
/** @typedef {{latentDim: number, parts?: Part[]}} OfParts parts: one vector unless given */

/** The map that a model opens with: two numbers are a plane as they are. @param {OfParts} view */
export const naturalMap = (view) => (view.latentDim === 2 && hasAxes(view) ? "z1,z2" : "tsne");

/** Whether two numbers of a z can be the axes of a map: the indices of codes cannot. @param {OfParts} view */
export const hasAxes = ({ parts }) => !parts || vectorSize(parts) > 0;

/**
 * The map that was asked for, or the model's natural one where it has no such map.
 *
 * @param {OfParts} view
 * @param {string | null} projection null where nobody has asked
 */
export const fittingMap = (view, projection) =>
  SHARED.projections.includes(projection) || (hasAxes(view) && rawDims(projection, view.latentDim))
    ? projection
    : naturalMap(view);

/**
 * [i, j] of a raw projection, or null for a computed one. @param {string | null} projection @param {number} latentDim
 */
export function rawDims(projection, latentDim) {
  const match = /^z(\d+),z(\d+)$/.exec(projection ?? "");
  if (!match) return null;
  const dims = [Number(match[1]) - 1, Number(match[2]) - 1];
  return dims.every((dim) => dim >= 0 && dim < latentDim) ? dims : null;
}

/**
 * Median position of each class on a map, [x, y] per class or null for an empty one.
 *
 * @param {AtlasView} view
 * @param {Float32Array} points (N, 2)
 */
export function classCentres(view, points) {
  const members = view.classNames.map(() => [[], []]);
  for (let i = 0; i < view.count; i++) {
    members[view.labels[i]][0].push(points[2 * i]);
    members[view.labels[i]][1].push(points[2 * i + 1]);
  }
  return members.map(([xs, ys]) => (xs.length ? [median(xs), median(ys)] : null));
}

const median = (values) => Float32Array.from(values).sort()[values.length >> 1]; // typed: no call per comparison

/** What a colouring shows of every code, (N,), or null: distortion is known for the computed maps only. */
export function colourValues(view, projection, colouring) {
  if (colouring === "nats") return view.nats;
  if (colouring === "sigma") return view.logvar && meanSigma(view);
  return view.array(`${projection}_${colouring}`);
}

function meanSigma({ logvar, count, latentDim }) {
  return Float32Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let d = 0; d < latentDim; d++) sum += Math.exp(0.5 * logvar[i * latentDim + d]);
    return sum / latentDim;
  });
}

/** The JSON file of directions: bound to one model by its digest, checked before anything is used. */

const KIND = "latent-lens-directions";
export const MAX_DIRECTIONS = 100;
const FARTHEST = 1e6; // as ui/place.py: a range beyond it leads to no picture

export function writeDirections(engine, directions) {
  return JSON.stringify(
    {
      kind: KIND,
      model: engine.name,
      digest: engine.digest,
      latent_dim: engine.latentDim,
      directions: directionRows(directions),
    },
    null,
    1,
  );
}

/** What is kept of each direction, as JSON; `vectorText` says how its vector is written. */
export function directionRows(directions, vectorText = Array.from) {
  return directions.map(({ name, vector, low, high, rest, quality }) => ({
    name,
    vector: vectorText(vector),
    low,
    high,
    rest,
    quality,
  }));
}

/** The inverse. @throws {Error} with a sentence for the visitor */
export function readRows(rows, latentDim, vectorOf = (vector) => vector) {
  if (!Array.isArray(rows)) throw new Error("This holds no directions.");
  if (rows.length > MAX_DIRECTIONS)
    throw new Error(`At most ${MAX_DIRECTIONS} directions can be shown; got ${rows.length}.`);
  return rows.map((row, n) => checked({ ...row, vector: Array.from(vectorOf(row?.vector ?? "")) }, n, latentDim));
}

/**
 * @param {string} text
 * @param {{name: string, digest: string, latentDim: number}} engine the present model
 * @returns {{name: string, vector: Float32Array, low: number, high: number, rest: number, note: string, quality: object | null}[]}
 * @throws {Error} with a sentence for the visitor
 */
export function readDirections(text, engine) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Error("This file is not JSON: choose one that Export wrote.");
  }
  if (file?.kind !== KIND || !Array.isArray(file.directions))
    throw new Error("This file holds no directions: choose one that Export wrote.");
  if (file.digest !== engine.digest) {
    throw new Error(
      `These directions belong to ${String(file.model).slice(0, 60)} (weights ${String(file.digest).slice(0, 12)}); the present model is ${engine.name} (${engine.digest}).`,
    );
  }
  return readRows(file.directions, engine.latentDim);
}

function checked({ name, vector, low, high, rest, quality }, n, latentDim) {
  const isVector = Array.isArray(vector) && vector.length === latentDim && vector.every(Number.isFinite);
  const length = isVector ? Math.hypot(...vector) : 0;
  const isRange =
    [low, high, rest].every((value) => Number.isFinite(value) && Math.abs(value) <= FARTHEST) && low < high;
  if (!(length > 0 && length < Infinity) || !isRange) {
    throw new Error(
      `Direction ${n + 1} of this file is damaged: it needs ${latentDim} finite numbers and a range within ±1,000,000.`,
    );
  }
  return {
    name: String(name ?? `direction ${n + 1}`).slice(0, 60),
    vector: Float32Array.from(vector, (value) => value / length),
    low,
    high,
    rest,
    note: "",
    quality: isQuality(quality) ? cleaned(quality) : null,
  };
}

function isQuality(quality) {
  const { auc, effect, chance, leak } = quality ?? {};
  return (
    [auc, effect, chance].every(Number.isFinite) && (leak === null || [leak?.label, leak?.auc].every(Number.isFinite))
  );
}

/** What a file says beyond the figures that every version has, as far as it makes sense. */
function cleaned({ auc, effect, chance, leak, interval, counts, isByPlace, turned }) {
  const areNumbers = (values, count) => values.length === count && values.every(Number.isFinite);
  const isTurned =
    areNumbers(
      ["label", "share", "low", "high", "chance", "count"].map((key) => turned?.[key]),
      6,
    ) &&
    (turned.also === null || areNumbers([turned.also?.label, turned.also?.share], 2));
  return {
    auc,
    effect,
    chance,
    leak,
    interval: areNumbers([interval?.low, interval?.high], 2) ? interval : null,
    counts: Array.isArray(counts) && areNumbers(counts, 2) ? counts : null,
    isByPlace: Boolean(isByPlace),
    turned: isTurned ? turned : null,
  };
}

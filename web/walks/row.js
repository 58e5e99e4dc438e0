/** A row: one walk as the workbench measured it, where a share of it lies, and its figures. */

import { codeAt, sharesOf } from "../latent/walk.js";

/**
 * @typedef {Object} Row T points, D dimensions, P pixels
 * @property {string} method one of METHODS
 * @property {string} model
 * @property {Float32Array[]} path (T, D)
 * @property {string} key model and waypoints that it joins
 * @property {string} note a sentence of Python's
 * @property {number | null} cost what Python minimised, if it did
 * @property {Uint8Array} pixels (T, P)
 * @property {Float32Array} support per cent, (T,); NaN without a trust meter
 * @property {number[]} latentSteps (T - 1,)
 * @property {Float32Array} imageSteps (T - 1,)
 * @property {Record<string, number[]>} [shares] by speed, once they are asked for
 */

/** Shares of a row's points for constant latent or visual speed. @param {Row} row @param {string} speed */
export function rowShares(row, speed) {
  row.shares ??= {};
  row.shares[speed] ??= sharesOf(speed === "visual" ? row.imageSteps : row.latentSteps);
  return row.shares[speed];
}

/** Code of the chosen walk at a share of it. @returns {Float32Array} */
export function zAt(state, share) {
  const row = state.walks[state.walk];
  return codeAt(row.path, rowShares(row, state.speed), share);
}

/** Lengths, the largest jump, and how well the walk is supported. @param {Row} row */
export function summary({ latentSteps, imageSteps, support }) {
  return {
    latent: sum(latentSteps),
    image: sum(imageSteps),
    jump: Math.max(0, ...imageSteps),
    meanSupport: sum(support) / support.length,
    lowest: Math.min(...support),
  };
}

const sum = (values) => Array.from(values).reduce((total, value) => total + value, 0);

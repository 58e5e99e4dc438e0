/** What the canvas map draws: projection and colouring turned into points, groups of them and a scale. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { colourValues, projectionPoints, rawDims } from "../core/atlas_view.js";
import { classColour } from "../kit/theme.js";
import { text } from "../words/words.js";

/** By name: the key of what a colouring is called. */
const COLOURINGS = {
  class: "map.byClass",
  nats: "map.byNats",
  sigma: "map.bySigma",
  trust: "map.byTrust",
  continuity: "map.byContinuity",
};

/** Dark to light on a dark page, light to dark on a white one. @type {Record<string, string[]>} */
const CONTINUOUS = SHARED.continuous;
const BINS = 24; // of a continuous scale

/** @typedef {{low: number, high: number, title: string, stops: string[]}} Scale */
/** @typedef {{colour: string, shape: number, indices: number[], hollow?: boolean}} Group hollow: training images */
/** @typedef {{model: string, projection: string, colouring: string}} Meta */
/**
 * @typedef {{points: Float32Array, groups: Group[], meta: Partial<Meta>, axes: string[] | null, scale: Scale | null}}
 *   Figure axes: their names, where they have units
 */

/** The colourings that exist for a projection: distortion is known for the computed maps only. */
export function colouringsOf(view, projection) {
  return SHARED.colourings.filter((name) => name === "class" || colourValues(view, projection, name));
}

/** @param {string} colouring */
export const colouringInWords = (colouring) => text(COLOURINGS[colouring]);

/**
 * @param {{view: any, model: string, hidden: Set<number>}} state
 * @param {{projection: string, colouring: string}} choice
 * @param {object} theme
 * @param {Float32Array} points of the projection
 * @returns {Figure}
 */
export function figureOf({ view, model, hidden }, { projection, colouring }, theme, points) {
  const values = colouring === "class" ? null : colourValues(view, projection, colouring);
  const scale = values && scaleOf(values, colouring, theme);
  const dims = rawDims(projection, view.latentDim);
  return {
    points,
    groups: marked(values ? binned(view, hidden, values, scale) : classes(view, hidden, theme), view),
    meta: { model, projection, colouring },
    axes: dims?.map((dim) => `z${dim + 1}`) ?? null,
    scale,
  };
}

/** Points of a projection, the same array for the same wish, so that the surface knows when the map is another. */
export function createPoints() {
  let kept = { view: null, projection: null, points: null };
  return (view, projection) => {
    if (kept.view !== view || kept.projection !== projection)
      kept = { view, projection, points: projectionPoints(view, projection) };
    return kept.points;
  };
}

function classes(view, hidden, theme) {
  const groups = view.classNames.map((_, label) => ({ colour: classColour(theme, label), shape: label, indices: [] }));
  view.labels.forEach((label, i) => groups[label].indices.push(i));
  return groups.filter((_, label) => !hidden.has(label));
}

/** Training images, where an atlas has them, are outlines. @param {Group[]} groups @returns {Group[]} */
function marked(groups, { measured, count }) {
  if (measured === count) return groups;
  return groups.flatMap((group) => [
    { ...group, indices: group.indices.filter((i) => i >= measured), hollow: true },
    { ...group, indices: group.indices.filter((i) => i < measured) },
  ]);
}

function binned(view, hidden, values, { stops, low, high }) {
  const groups = stops.map((colour) => ({ colour, shape: 0, indices: [] }));
  values.forEach((value, i) => {
    if (hidden.has(view.labels[i])) return;
    const t = Math.min(1, Math.max(0, (value - low) / (high - low || 1)));
    groups[Math.round(t * (stops.length - 1))].indices.push(i);
  });
  return groups;
}

/** @returns {Scale} */
function scaleOf(values, colouring, theme) {
  const sorted = Float32Array.from(values).sort();
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
  const isQuality = colouring === "trust" || colouring === "continuity";
  const { [theme.kind]: colours } = CONTINUOUS;
  const stops = isQuality ? [...colours].reverse() : colours; // what stands out is where the map lies
  return {
    low: at(0.01),
    high: at(0.99),
    title: colouringInWords(colouring),
    stops: Array.from({ length: BINS }, (_, i) => mixed(stops, i / (BINS - 1))),
  };
}

function mixed(stops, t) {
  const at = Math.min(stops.length - 2, Math.floor(t * (stops.length - 1)));
  const share = t * (stops.length - 1) - at;
  const bytes = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const [a, b] = [bytes(stops[at]), bytes(stops[at + 1])];
  return `rgb(${a.map((value, i) => Math.round(value + (b[i] - value) * share)).join(",")})`;
}

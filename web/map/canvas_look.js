/** What the canvas map draws: projection and colouring turned into points, groups and a scale. */

import { colourValues, projectionPoints, rawDims } from "../core/atlas_view.js";
import { classColour } from "../kit/theme.js";

export const COLOURINGS = {
  class: "class",
  nats: "nats per image (-ELBO)",
  sigma: "posterior sigma",
  trust: "trustworthiness of the map",
  continuity: "continuity of the map",
};

/** Dark to light on a dark page, light to dark on a white one; the same stops as ui/palette.py. */
export const CONTINUOUS = {
  light: ["#cfc8b4", "#e0a94e", "#dd6b3f", "#a52c60", "#3b1052"],
  dark: ["#3a2a5c", "#94266a", "#d64a44", "#f6923e", "#fdeca8"],
};

/** The colourings that exist for a projection: distortion is known for the computed maps only. */
export function colouringsOf(view, projection) {
  return Object.keys(COLOURINGS).filter((name) => name === "class" || colourValues(view, projection, name));
}

/**
 * @param {{view: object, model: string, hidden: Set<number>}} state
 * @param {{projection: string, colouring: string}} wish
 * @returns {import("./canvas_surface.js").Look & {scale: object | null}}
 */
export function lookOf({ view, model, hidden }, { projection, colouring }, theme, points) {
  const values = colouring === "class" ? null : colourValues(view, projection, colouring);
  const scale = values && scaleOf(values, colouring, theme);
  const dims = rawDims(projection, view.latentDim);
  return {
    points,
    groups: values ? binned(view, hidden, values, scale) : classes(view, hidden, theme),
    meta: { model, projection, colouring },
    axes: dims && dims.map((dim) => `z${dim + 1}`),
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

function binned(view, hidden, values, { stops, low, high }) {
  const groups = stops.map((colour) => ({ colour, shape: 0, indices: [] }));
  values.forEach((value, i) => {
    if (hidden.has(view.labels[i])) return;
    const t = Math.min(1, Math.max(0, (value - low) / (high - low || 1)));
    groups[Math.round(t * (stops.length - 1))].indices.push(i);
  });
  return groups;
}

const BINS = 24;

function scaleOf(values, colouring, theme) {
  const sorted = Float32Array.from(values).sort();
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))];
  const isQuality = colouring === "trust" || colouring === "continuity";
  const stops = isQuality ? [...CONTINUOUS[theme.kind]].reverse() : CONTINUOUS[theme.kind]; // what stands out is where the map lies
  return {
    low: at(0.01),
    high: at(0.99),
    title: COLOURINGS[colouring],
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

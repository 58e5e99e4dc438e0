/** Above the canvas map: which projection it shows and what its colours mean; in the map's corner the colour scale. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { fittingMap, hasAxes, naturalMap, rawDims } from "../core/atlas_view.js";
import { el } from "../kit/dom.js";
import { text } from "../words/words.js";
import { colouringInWords, colouringsOf } from "./canvas_figure.js";

/** The computed projections; a raw one is two latent dimensions, as "z1,z2". By name: the key of its title. */
const TITLES = { tsne: "map.tsne", pca: "map.pca" };
/** The model's own map. */
export const DEFAULT_STYLE = { projection: null, colouring: "class" };

export const SCALE_CSS = `
.canvas-map .scale { position: absolute; right: 8px; bottom: 8px; z-index: 3; pointer-events: none;
  font-size: 0.875rem; text-align: right; }
.canvas-map .scale i { display: block; width: 160px; height: 8px; border-radius: 4px; margin: 2px 0; }
.canvas-map .scale span { display: flex; justify-content: space-between; }
.canvas-map .scale[hidden] { display: none; }
`;

/** @typedef {{projection: string | null, colouring: string}} Choice */

/** What this model can show of a choice. @returns {Choice} */
export function allowed({ projection, colouring }, view) {
  const known = fittingMap(view, projection);
  return { projection: known, colouring: colouringsOf(view, known).includes(colouring) ? colouring : "class" };
}

/**
 * @param {any} view
 * @param {Choice} choice
 * @param {(change: Partial<Choice>) => void} change
 * @returns {HTMLElement[]}
 */
export function createControls(view, choice, change) {
  const { projection } = choice;
  const isPlane = view.latentDim === 2 && hasAxes(view);
  const computed = SHARED.projections.map((name) =>
    button(`map-${name}`, text(TITLES[name]), projection === name, { onclick: () => change({ projection: name }) }),
  );
  return [
    ...(isPlane ? [planeButton(view, projection, change), ...computed] : computed),
    ...(isPlane || !hasAxes(view) ? [] : rawControls(view, projection, change)),
    el("span", { class: "soft" }, text("map.colour")),
    colourSelect(view, choice, change),
  ];
}

/** Of a model of two numbers, where there is nothing to choose. */
const planeButton = (view, projection, change) =>
  button("map-raw", text("map.plane"), Boolean(rawDims(projection, 2)), {
    onclick: () => change({ projection: naturalMap(view) }),
  });

/** Two dimensions of the model's own, at first the two that carry most. */
function rawControls(view, projection, change) {
  const dims = [...view.dims].sort((a, b) => b.klNats - a.klNats).map(({ dim }) => `z${dim + 1}`);
  const shown = rawDims(projection, view.latentDim)?.map((dim) => `z${dim + 1}`);
  const raw = button("map-raw", text("map.dims"), Boolean(shown), {
    disabled: dims.length < 2,
    onclick: () => change({ projection: `${dims[0]},${dims[1]}` }),
  });
  if (!shown) return [raw];
  const options = dims.map((value) => [value, value]);
  const [right, up] = shown;
  return [
    raw,
    select(text("map.horizontal"), options, right, (value) => change({ projection: `${value},${up}` })),
    select(text("map.vertical"), options, up, (value) => change({ projection: `${right},${value}` })),
  ];
}

function colourSelect(view, { projection, colouring }, change) {
  const options = colouringsOf(view, projection).map((name) => [name, colouringInWords(name)]);
  const node = select(text("map.colourBy"), options, colouring, (value) => change({ colouring: value }));
  node.dataset.testid = "colouring";
  return node;
}

const button = (testid, title, isPressed, props) =>
  el("button", { "aria-pressed": String(isPressed), "data-testid": testid, ...props }, title);

function select(label, options, chosen, choose) {
  const node = el(
    "select",
    { "aria-label": label, onchange: () => choose(node.value) },
    ...options.map(([value, title]) => el("option", { value, selected: value === chosen }, title)),
  );
  return node;
}

/** What the colours mean. @param {HTMLElement} node @param {import("./canvas_figure.js").Scale | null} scale */
export function drawScale(node, scale) {
  node.hidden = !scale;
  if (!scale) return;
  const { title, stops, low, high } = scale;
  const ends = [low, high].map((value) => el("span", {}, value.toPrecision(3)));
  const bar = el("i", { style: `background:linear-gradient(to right,${stops.join(",")})` });
  node.replaceChildren(title, bar, el("span", {}, ...ends));
}

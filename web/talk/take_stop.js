/** The present state as a stop, and a stop's state given back. */

import { mapStyleOf } from "../link/view_fields.js";
import { applyLink, pairsOf, readLink, toText } from "../link/link.js";
import { thinned } from "../latent/walk.js";
import { vectorSize } from "../engine/parts.js";
import { walkPoints } from "../core/waypoints.js";
import { newId, rounded } from "./deck.js";

const PANELS_OF_PAGE = {
  explore: ["map", "picture", "sliders"],
  manifold: ["lattice", "picture"],
  interpolate: ["map", "picture"],
};
const MOST_ALONG = 33; // points of a path that is kept
/** Fields of a link that a stop keeps in `more`. */
const MORE = new Set([
  "scale",
  "smooth",
  "over",
  "plane",
  "equal",
  "view",
  "locks",
  "all",
  "names",
  "own",
  "factors",
  "ask",
]);
/** How a stop without words of its own about it is shown. */
const PLAIN = () => ({
  scale: "grey",
  smooth: false,
  overlays: new Set(["pictures"]),
  plane: null,
  quantile: false,
  planeView: null,
  allSliders: false,
  details: false,
  factorValues: null,
  factorQuestion: null,
});

const KEPT = [...Object.keys(PLAIN()), "allSliders", "details", "locks", "names", "directions"];

/**
 * @param {{store: any, lens: any}} context
 * @param {string} page
 * @param {{caption?: string, notes?: string}} [texts]
 * @returns {import("./deck.js").Stop}
 */
export function takeStop({ store, lens }, page, { caption = "", notes = "" } = {}) {
  const { state } = store;
  const camera = lens.maps.camera();
  return {
    caption,
    notes,
    page,
    model: state.model,
    query: null,
    z: rounded(state.pinned),
    images: [],
    panels: PANELS_OF_PAGE[page] ?? ["map", "picture"],
    projection: state.projection,
    colouring: mapStyleOf(state).colouring,
    camera: camera ? { x: roundedRange(camera.x), y: roundedRange(camera.y) } : null,
    hidden: [...state.hidden].sort((a, b) => a - b),
    walk: page === "interpolate" ? walkOf(state) : null,
    more: toText(pairsOf({ store, lens }, (name) => MORE.has(name))),
    id: newId(),
  };
}

/** @param {[number, number]} range @returns {[number, number]} */
function roundedRange(range) {
  const [low, high] = rounded(range);
  return [low, high];
}

/** The chosen walk of Interpolate, if there is one. @returns {import("./deck.js").StopWalk | null} */
function walkOf(state) {
  const { view, model, walk, walks } = state;
  const row = walks[walk];
  const points = walkPoints(state).map(({ z }) => z);
  const through = walk === "drawn" && row ? [row.path[0], row.path.at(-1)] : points;
  if (through.length < 2) return null;
  const isWorkedOut = walk === "linear" || (walk === "slerp" && vectorSize(view.parts) === view.latentDim);
  const isFound = row?.model === model && !isWorkedOut;
  return {
    kind: "path",
    through: through.map(rounded),
    images: [],
    method: walk,
    along: isFound ? thinned(row.path, MOST_ALONG).map(rounded) : [],
  };
}

/**
 * Gives the stage what the stop was taken with; the model must be the present one.
 *
 * @param {import("./deck.js").Stop} stop
 * @param {{store: any, lens: any}} context
 */
export function applyMore({ more }, context) {
  context.store.set(PLAIN());
  context.lens.requests.cancel("showPlaneView");
  if (more) applyLink(readLink(more), context, ({ name }) => MORE.has(name));
}

/** What `applyMore` changes, to be given back after a talk. */
export const keptOf = (state) => Object.fromEntries(KEPT.map((key) => [key, state[key]]));

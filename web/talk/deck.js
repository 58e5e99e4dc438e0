/**
 * A deck is a title and an ordered list of stops, plain JSON. What comes from a file, a link or another session is
 * checked here field by field; texts are only ever shown as text.
 *
 * @typedef {Object} Stop
 * @property {string} caption shown to the audience
 * @property {string} notes shown in the presenter's window only
 * @property {string} page where it was taken
 * @property {string} model
 * @property {number[]} z four decimals; empty where `images` says the place
 * @property {number[]} images test images whose mean code is the place: it outlives a model that is trained again
 * @property {string[]} panels of PANELS, in the order in which they stand
 * @property {string} projection
 * @property {string} colouring
 * @property {{x: number[], y: number[]} | null} camera null for the whole map
 * @property {number[]} hidden class labels
 * @property {{kind: string, through: number[][], images: number[], method: string, along: number[][]} | null} walk what Next and
 *   R run; method: how it goes between its waypoints; along: points of a path that only PyTorch can find
 * @property {string} more overlays, plane, its zoom and own sliders, as a link writes them
 * @property {string} id tells stops of two windows apart
 */

import { lookOf } from "../link/fields.js";
import { applyLink, pairsOf, readLink, toText } from "../link/link.js";
import { thinned } from "../latent/walk.js";

export const PANELS = ["map", "lattice", "picture", "sliders"];
export const WALKS = ["path", "posterior", "prior", "digits"];
const PANELS_OF_PAGE = {
  explore: ["map", "picture", "sliders"],
  manifold: ["lattice", "picture"],
  interpolate: ["map", "picture"],
};
const MAX_STOPS = 100;
const MAX_COORDINATE = 1_000_000; // as ui/place.py
const MAX_LINK = 12_000; // characters; a longer address is cut by mail programs and some browsers
const STORED = "latent-lens-deck";
const MOST_MORE = 20_000;
const MOST_ALONG = 33; // points of a kept path
const MORE = new Set(["scale", "smooth", "over", "plane", "equal", "view", "locks", "names", "own"]);
/** How a stop without words of its own about it is shown. */
const PLAIN = () => ({
  scale: "grey",
  smooth: false,
  overlays: new Set(["pictures"]),
  plane: null,
  quantile: false,
  planeView: null,
  planeWish: null,
});

export const newId = () => Math.random().toString(36).slice(2, 10);
export const emptyDeck = () => ({ title: "My talk", id: newId(), isSaved: true, stops: [] });

/** Takes the present state of the lens as a stop. */
export function takeStop(state, page, { caption = "", notes = "" } = {}) {
  const camera = state.camera?.();
  return {
    caption,
    notes,
    page,
    model: state.model,
    z: rounded(state.pinned),
    images: [],
    panels: PANELS_OF_PAGE[page] ?? ["map", "picture"],
    projection: state.projection,
    colouring: lookOf(state).colouring,
    camera: camera ? { x: rounded(camera.x), y: rounded(camera.y) } : null,
    hidden: [...state.hidden].sort((a, b) => a - b),
    walk: page === "interpolate" ? walkOf(state) : null,
    more: toText(pairsOf(state, (name) => MORE.has(name))),
    id: newId(),
  };
}

function walkOf({ waypoints = [], model, walk = "linear", walks }) {
  const row = walks?.[walk];
  const points = waypoints.filter((point) => point.model === model).map(({ z }) => z);
  const through = walk === "drawn" && row ? [row.path[0], row.path.at(-1)] : points;
  if (through.length < 2) return null;
  const isFound = row?.model === model && walk !== "linear" && walk !== "slerp";
  return {
    kind: "path",
    through: through.map(rounded),
    images: [],
    method: walk,
    along: isFound ? thinned(row.path, MOST_ALONG).map(rounded) : [],
  };
}

/** Gives the stage what the stop was taken with; the model must be the present one. */
export function applyMore({ more }, context) {
  context.store.set(PLAIN());
  if (more) applyLink(readLink(more), context, ({ name }) => MORE.has(name));
}

/** What `applyMore` changes, to be given back after a talk. */
export const keptOf = ({ scale, smooth, overlays, plane, quantile, planeView, locks, names, directions }) => ({
  scale,
  smooth,
  overlays,
  plane,
  quantile,
  planeView,
  locks,
  names,
  directions,
});

/**
 * @param {any} value parsed JSON
 * @returns {{title: string, id: string, isSaved: boolean, stops: Stop[]}} a copy that holds nothing but known fields
 * @throws {Error} one sentence that names the stop and the field
 */
export function checkDeck(value) {
  if (!isRecord(value) || !Array.isArray(value.stops)) throw new Error("A deck is a JSON object with a list of stops.");
  if (value.stops.length > MAX_STOPS)
    throw new Error(`A deck has at most ${MAX_STOPS} stops; this one has ${value.stops.length}.`);
  const id = isId(value.id) ? value.id : "first"; // of a deck from before decks had names
  return {
    title: text(value.title, 200, "the title") || "My talk",
    id,
    isSaved: value.isSaved === true,
    stops: value.stops.map(checkStop),
  };
}

function checkStop(stop, i) {
  const where = `stop ${i + 1}`;
  if (!isRecord(stop)) throw new Error(`${where} is not an object.`);
  const { walk = null, camera = null } = stop;
  const panels = list(stop.panels ?? ["map", "picture"], `${where}: panels`, (name) => PANELS.includes(name));
  const range = (values, axis) => {
    const [low, high] = list(values, `${where}: camera ${axis}`, Number.isFinite);
    if (!(low < high)) throw new Error(`${where}: camera ${axis} must be a low and a high number.`);
    return [low, high];
  };
  return {
    caption: text(stop.caption, 400, `${where}: the caption`),
    notes: text(stop.notes, 5000, `${where}: the notes`),
    page: text(stop.page, 40, `${where}: the page`),
    model: text(stop.model, 100, `${where}: the model`),
    z: coordinates(stop.z ?? [], `${where}: z`),
    images: list(stop.images ?? [], `${where}: images`, isIndex),
    panels: panels.length ? panels : ["picture"],
    projection: text(stop.projection ?? "tsne", 20, `${where}: the projection`),
    colouring: text(stop.colouring ?? "class", 20, `${where}: the colouring`),
    camera: camera && { x: range(camera.x, "x"), y: range(camera.y, "y") },
    hidden: list(stop.hidden ?? [], `${where}: hidden`, Number.isInteger),
    walk: walk && checkWalk(walk, `${where}: walk`),
    more: text(stop.more, MOST_MORE, `${where}: the rest`),
    id: isId(stop.id) ? stop.id : `s${i}`,
  };
}

function checkWalk({ kind, through = [], images = [], method = "", along = [] }, what) {
  if (!WALKS.includes(kind)) throw new Error(`${what} is one of ${WALKS.join(", ")}.`);
  const codes = (path) => list(path, what, Array.isArray).map((z) => coordinates(z, what));
  return {
    kind,
    through: codes(through),
    images: list(images, what, isIndex),
    method: text(method, 20, what),
    along: codes(along),
  };
}

/**
 * The stops that can be shown here, each with its place and its walk as codes.
 *
 * @param {{get: (name: string) => {engine: object, view: object} | null}} library
 */
export function playable(deck, library) {
  return deck.stops.map((stop) => resolve(stop, library.get(stop.model))).filter(Boolean);
}

/** @returns {Stop | null} null where the model is not here or has another number of dimensions or images */
export function resolve(stop, loaded) {
  if (!loaded) return null;
  const {
    engine: { latentDim },
    view,
  } = loaded;
  const isHere = (index) => index < view.count;
  const z = stop.images.length && stop.images.every(isHere) ? mean(stop.images.map(view.code)) : stop.z;
  if (z.length !== latentDim) return null;
  const through = stop.walk && [
    ...stop.walk.through.filter((code) => code.length === latentDim),
    ...stop.walk.images.filter(isHere).map(view.code),
  ];
  return { ...stop, z, walk: stop.walk && { ...stop.walk, through } };
}

/** The deck of this browser, or null. */
export function storedDeck() {
  try {
    return checkDeck(JSON.parse(localStorage.getItem(STORED)));
  } catch {
    return null; // none yet, another version's, or a frame without storage
  }
}

export function storeDeck(deck) {
  try {
    localStorage.setItem(STORED, JSON.stringify(deck));
  } catch {
    // a frame without storage keeps the deck as long as it lives
  }
}

/** Text for a link's `deck=`: deflate, then base64 in the URL's alphabet. Throws when it would be too long. */
export async function deckToText(deck) {
  const bytes = await through(new TextEncoder().encode(JSON.stringify(deck)), new CompressionStream("deflate-raw"));
  const letters = btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
  if (letters.length > MAX_LINK) throw new Error("This deck is too long for a link: save it as a file.");
  return letters;
}

export async function deckFromText(letters) {
  if (letters.length > MAX_LINK) throw new Error("The link's deck is too long.");
  try {
    const packed = Uint8Array.from(atob(letters.replace(/-/g, "+").replace(/_/g, "/")), (letter) =>
      letter.charCodeAt(0),
    );
    const bytes = await through(packed, new DecompressionStream("deflate-raw"));
    return checkDeck(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new Error(`The link's deck cannot be read: ${error.message}`);
  }
}

const through = async (bytes, stream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
const rounded = (values) => Array.from(values, (value) => Number(value.toFixed(4)));
const isId = (value) => typeof value === "string" && /^[a-z0-9]{1,20}$/.test(value);
const isIndex = (value) => Number.isInteger(value) && value >= 0;
const mean = (codes) => Array.from(codes[0], (_, d) => codes.reduce((sum, code) => sum + code[d] / codes.length, 0));
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A code: numbers whose squares are still numbers in single precision, or the talk would wait for a picture for ever. */
function coordinates(values, what) {
  const far = Array.isArray(values) ? values.find((value) => Math.abs(value) > MAX_COORDINATE) : undefined;
  if (far !== undefined)
    throw new Error(`${what} must lie within ±${MAX_COORDINATE.toLocaleString("en")}; got ${far}.`);
  return list(values, what, Number.isFinite);
}

function text(value, most, what) {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string" || value.length > most)
    throw new Error(`${what} must be a text of at most ${most} characters.`);
  return value;
}

function list(values, what, isGood) {
  if (!Array.isArray(values) || values.length > 4096 || !values.every(isGood))
    throw new Error(`${what} holds something unknown.`);
  return [...values];
}

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
 * @property {{kind: string, through: number[][], images: number[]} | null} walk what R runs
 */

export const PANELS = ["map", "lattice", "picture", "sliders"];
export const WALKS = ["path", "posterior", "prior", "digits"];
const PANELS_OF_PAGE = { explore: ["map", "picture", "sliders"], manifold: ["lattice", "picture"], interpolate: ["map", "picture"] };
const MAX_STOPS = 100;
const MAX_COORDINATE = 1_000_000; // as frontend/place.py
const MAX_LINK = 12_000; // characters; a longer address is cut by mail programs and some browsers
const STORED = "latent-lens-deck";

export const emptyDeck = () => ({ title: "My talk", stops: [] });

/** Takes the present state of the lens as a stop. */
export function takeStop(state, page, { caption = "", notes = "" } = {}) {
  const query = new URLSearchParams(location.search);
  const path = (state.waypoints ?? []).filter((point) => point.model === state.model).map(({ z }) => rounded(z));
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
    colouring: (page === "explore" ? query.get("colour") : state.look?.colouring) ?? "class",
    camera: camera ? { x: rounded(camera.x), y: rounded(camera.y) } : null,
    hidden: [...state.hidden].sort((a, b) => a - b),
    walk: path.length > 1 ? { kind: "path", through: path, images: [] } : null,
  };
}

/**
 * @param {any} value parsed JSON
 * @returns {{title: string, stops: Stop[]}} a copy that holds nothing but known fields
 * @throws {Error} one sentence that names the stop and the field
 */
export function checkDeck(value) {
  if (!isRecord(value) || !Array.isArray(value.stops)) throw new Error("A deck is a JSON object with a list of stops.");
  if (value.stops.length > MAX_STOPS) throw new Error(`A deck has at most ${MAX_STOPS} stops; this one has ${value.stops.length}.`);
  return { title: text(value.title, 200, "the title") || "My talk", stops: value.stops.map(checkStop) };
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
  };
}

function checkWalk({ kind, through = [], images = [] }, what) {
  if (!WALKS.includes(kind)) throw new Error(`${what} is one of ${WALKS.join(", ")}.`);
  const codes = list(through, what, Array.isArray).map((z) => list(z, what, Number.isFinite));
  return { kind, through: codes, images: list(images, what, isIndex) };
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
  const { engine: { latentDim }, view } = loaded;
  const isHere = (index) => index < view.count;
  const z = stop.images.length && stop.images.every(isHere) ? mean(stop.images.map(view.code)) : stop.z;
  if (z.length !== latentDim) return null;
  const through = stop.walk && [...stop.walk.through.filter((code) => code.length === latentDim), ...stop.walk.images.filter(isHere).map(view.code)];
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
  const letters = btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  if (letters.length > MAX_LINK) throw new Error("This deck is too long for a link: save it as a file.");
  return letters;
}

export async function deckFromText(letters) {
  if (letters.length > MAX_LINK) throw new Error("The link's deck is too long.");
  try {
    const packed = Uint8Array.from(atob(letters.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    const bytes = await through(packed, new DecompressionStream("deflate-raw"));
    return checkDeck(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new Error(`The link's deck cannot be read: ${error.message}`);
  }
}

const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
const rounded = (values) => Array.from(values, (value) => Number(value.toFixed(4)));
const isIndex = (value) => Number.isInteger(value) && value >= 0;
const mean = (codes) => Array.from(codes[0], (_, d) => codes.reduce((sum, code) => sum + code[d] / codes.length, 0));
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A code: numbers whose squares are still numbers in single precision, or the talk would wait for a picture for ever. */
function coordinates(values, what) {
  const far = Array.isArray(values) ? values.find((value) => Math.abs(value) > MAX_COORDINATE) : undefined;
  if (far !== undefined) throw new Error(`${what} must lie within ±${MAX_COORDINATE.toLocaleString("en")}; got ${far}.`);
  return list(values, what, Number.isFinite);
}

function text(value, most, what) {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string" || value.length > most) throw new Error(`${what} must be a text of at most ${most} characters.`);
  return value;
}

function list(values, what, isGood) {
  if (!Array.isArray(values) || values.length > 4096 || !values.every(isGood)) throw new Error(`${what} holds something unknown.`);
  return [...values];
}

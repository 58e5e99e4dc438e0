/**
 * A deck that comes from a file, a link or another session, checked field by field: an error is one sentence that
 * names the stop and the field as the file calls it.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { grouped, text } from "../words/words.js";
import { damageOf, HELD_PAGES } from "../link/page_state.js";
import { OLD_MAP } from "../link/view_fields.js";
import { PANELS, WALKS } from "./deck.js";

const MOST_STOPS = 100;
const MOST_COORDINATE = SHARED.max_coordinate;
const MOST_ENTRIES = 4096; // of a list
const MOST_MORE = 20_000; // characters
const MOST_NAME = 20; // of an unknown field, in an error
const OLD_ID = "first"; // of a deck from before decks had names

/** @typedef {{n: number, field: string}} Where number of a stop, and what its file calls the field */

/**
 * @param {any} value parsed JSON
 * @returns {import("./deck.js").Deck} a copy that holds nothing but known fields
 * @throws {Error} one sentence
 */
export function checkDeck(value) {
  if (!isRecord(value) || !Array.isArray(value.stops)) throw new Error(text("talk.badDeck"));
  const { title, id, isSaved, stops } = value;
  if (stops.length > MOST_STOPS) throw new Error(text("talk.tooManyStops", { most: MOST_STOPS, n: stops.length }));
  return {
    title: checkTitle(title, 200) || text("talk.untitled"),
    id: isId(id) ? id : OLD_ID,
    isSaved: isSaved === true,
    stops: stops.map(checkStop),
  };
}

/** @returns {import("./deck.js").Stop} */
function checkStop(stop, i) {
  const n = i + 1;
  if (!isRecord(stop)) throw new Error(text("talk.badStop", { n }));
  const at = (field) => ({ n, field });
  const panels = checkList(stop.panels ?? ["map", "picture"], at("panels"), (name) => PANELS.includes(name));
  return {
    caption: checkText(stop.caption, 400, at("caption")),
    notes: checkText(stop.notes, 5000, at("notes")),
    page: checkText(stop.page, 40, at("page")),
    model: stop.query ? "" : checkText(stop.model, 100, at("model")),
    query: stop.query ? checkQuery(stop, at) : null,
    z: checkCode(stop.z ?? [], at("z")),
    images: checkList(stop.images ?? [], at("images"), isIndex),
    panels: panels.length ? panels : ["picture"],
    projection: checkText(stop.projection ?? (stop.camera ? OLD_MAP : ""), 20, at("projection")),
    colouring: checkText(stop.colouring ?? "class", 20, at("colouring")),
    camera: stop.camera ? checkCamera(stop.camera, at) : null,
    hidden: checkList(stop.hidden ?? [], at("hidden"), Number.isInteger),
    walk: stop.walk ? checkWalk(stop.walk, at) : null,
    more: checkText(stop.more, MOST_MORE, at("more")),
    id: isId(stop.id) ? stop.id : `s${i}`,
  };
}

/** @param {any} stop @param {(field: string) => Where} at @returns {Record<string, string>} */
function checkQuery({ page, query }, at) {
  if (!HELD_PAGES.includes(page))
    throw new Error(text("talk.badPage", { ...at("page"), pages: HELD_PAGES.join(", ") }));
  if (!isRecord(query)) throw new Error(text("talk.badList", at("query")));
  const damaged = damageOf(page, query);
  if (damaged !== null) throw new Error(text("talk.badList", at(`query.${damaged.slice(0, MOST_NAME)}`)));
  return { ...query };
}

/** @param {any} camera @param {(field: string) => Where} at */
function checkCamera({ x, y }, at) {
  return { x: checkRange(x, at("camera.x")), y: checkRange(y, at("camera.y")) };
}

/** @param {any} values @param {Where} where @returns {[number, number]} */
function checkRange(values, where) {
  const [low, high] = checkList(values, where, Number.isFinite);
  if (!(low < high)) throw new Error(text("talk.badRange", where));
  return [low, high];
}

/** @param {any} walk @param {(field: string) => Where} at @returns {import("./deck.js").StopWalk} */
function checkWalk({ kind, through = [], images = [], method = "", along = [] }, at) {
  if (!WALKS.includes(kind)) throw new Error(text("talk.badKind", { ...at("walk.kind"), kinds: WALKS.join(", ") }));
  return {
    kind,
    through: checkCodes(through, at("walk.through")),
    images: checkList(images, at("walk.images"), isIndex),
    method: checkText(method, 20, at("walk.method")),
    along: checkCodes(along, at("walk.along")),
  };
}

const checkCodes = (path, where) => checkList(path, where, Array.isArray).map((z) => checkCode(z, where));

/** Numbers whose squares are still numbers in single precision, or the talk would wait for a picture for ever. */
function checkCode(values, where) {
  const far = Array.isArray(values) ? values.find((value) => Math.abs(value) > MOST_COORDINATE) : undefined;
  if (far !== undefined) throw new Error(text("talk.tooFar", { ...where, most: grouped(MOST_COORDINATE), value: far }));
  return checkList(values, where, Number.isFinite);
}

/** @param {any} values @param {Where} where @param {(value: any) => boolean} isGood @returns {any[]} */
function checkList(values, where, isGood) {
  if (!Array.isArray(values) || values.length > MOST_ENTRIES || !values.every(isGood))
    throw new Error(text("talk.badList", where));
  return [...values];
}

function checkTitle(value, most) {
  if (!isText(value, most)) throw new Error(text("talk.badTitle", { most }));
  return value ?? "";
}

/** @param {any} value @param {number} most characters @param {Where} where @returns {string} */
function checkText(value, most, where) {
  if (!isText(value, most)) throw new Error(text("talk.badText", { ...where, most }));
  return value ?? "";
}

/** What is missing counts as empty. */
const isText = (value, most) => (value ?? "") === "" || (typeof value === "string" && value.length <= most);
const isId = (value) => typeof value === "string" && /^[a-z0-9]{1,20}$/.test(value);
const isIndex = (value) => Number.isInteger(value) && value >= 0;
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

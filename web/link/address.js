/**
 * The address of what is seen: what Python draws from stands in the query, which Python reads when a session starts;
 * all else stands in the hash, which no server ever sees.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { pairsOf, readLink, toText } from "./link.js";

/** @typedef {import("./field.js").Context} Context */

const FOR_PYTHON = SHARED.link.for_python; // beside the model
const OF_PAGES = SHARED.link.of_pages; // of the widgets of one page
const OLD_NAMES = ["z", "projection", "x", "y"]; // earlier links had these in the query

/** @param {Context} runtime */
export function addressOf(runtime) {
  const { state } = runtime.store;
  const url = new URL(location.href);
  for (const name of [...FOR_PYTHON, ...OLD_NAMES, ...OF_PAGES]) url.searchParams.delete(name);
  if (isStart(url) || !state.model) url.searchParams.delete("model");
  else for (const [name, text] of pythonPairs(runtime)) url.searchParams.set(name, text);
  for (const [name, value] of Object.entries(state.pageQuery ?? {}))
    if (value !== null) url.searchParams.set(name, value);
  url.hash = toText(pairsOf(runtime, (name) => !FOR_PYTHON.includes(name)));
  return url.href.replace(/%2C/g, ",");
}

/** What Python draws from, as a query has it. @param {Context} runtime @returns {[string, string][]} */
export function pythonPairs(runtime) {
  return [["model", runtime.store.state.model], ...pairsOf(runtime, (name) => FOR_PYTHON.includes(name))];
}

/** The same of a link. @param {import("./link.js").Link} link @param {string} model where the link names none */
export function pythonValues({ model: named, values }, model) {
  const wanted = FOR_PYTHON.map((name) => [name, values.get(name) ?? null]);
  return { model: named ?? model, ...Object.fromEntries(wanted) };
}

/**
 * Whether the present address asks Python for something else than `before`.
 *
 * @param {[string, string][]} before as of `pythonPairs`
 * @param {import("./link.js").Link} link
 */
export function asksPythonForElse(before, link) {
  const query = new URLSearchParams(location.search);
  const asked = FOR_PYTHON.filter((name) => link.values.has(name));
  const pairs = asked.map((name) => /** @type {[string, string]} */ ([name, query.get(name)]));
  const [[, model]] = before;
  return toText(before) !== toText([["model", link.model ?? model], ...pairs]);
}

export const linkHere = () => readLink(withNewNames(location.search), location.hash);

/** Start has one model, so its address names none: one that does is a link of the time when "/" was Explore's. */
const isStart = ({ pathname }) => pathname.endsWith("/");

/** Earlier links named the map in three parts. @param {string} query */
function withNewNames(query) {
  const parts = new URLSearchParams(query);
  const projection = parts.get("projection");
  if (projection && !parts.has("map"))
    parts.set("map", projection === "raw" ? `${parts.get("x") ?? ""},${parts.get("y") ?? ""}` : projection);
  return String(parts);
}

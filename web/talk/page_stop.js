/**
 * Stops that hold a page with its state instead of a code: the playground with its knobs, the challenge with its
 * target. What such a page can be shown with is the page's own word ({@link Held}), which the host hands to the talk.
 */

import { text } from "../words/words.js";
import { newId } from "./deck.js";

/** Keys of texts. */
const TITLES = { playground: "talk.pagePlayground", challenge: "talk.pageChallenge" };
const ICONS = { playground: "∿", challenge: "◎" };

/** @typedef {import("./deck.js").Stop} Stop */
/** @typedef {Record<string, string>} Query */
/** @typedef {import("../core/types.js").PartContext} PartContext */
/** @typedef {PartContext["lens"]["library"]} Library */
/**
 * @typedef {Object} Live a page that was opened on the stage
 * @property {() => boolean} play what Next does first; false where there is nothing to play
 * @property {() => void} toggle what R does
 * @property {() => void} update colours or size have changed
 * @property {(isAway: boolean) => void} [setAway] of a page that goes on where it was, once its stop is back
 */
/**
 * @typedef {Object} Held what a page says of being held by a stop; `sent`: what the host has sent for it
 * @property {(query: Query) => boolean} isGood whether it can read the state
 * @property {(query: Query) => string} says the state in words, or ""
 * @property {(query: Query, sent: any) => string[]} models that it needs
 * @property {(context: PartContext, query: Query, sent: any) => Live} open
 */
/** @typedef {Record<string, Held>} HeldPages by page */

/** @param {Pick<Stop, "query">} stop */
export const isOfPage = ({ query }) => Boolean(query);

/** @param {string} page */
export const titleOf = (page) => text(TITLES[page]);

/** For its tile. @param {string} page */
export const iconOf = (page) => ICONS[page];

/**
 * The page as it is now.
 *
 * @param {string} page
 * @param {Record<string, string | null>} pageQuery
 * @param {{caption?: string, notes?: string}} texts
 * @returns {Stop}
 */
export function takePage(page, pageQuery, { caption = "", notes = "" }) {
  const query = Object.fromEntries(Object.entries(pageQuery).filter(([, value]) => value !== null));
  return { ...EMPTY, caption, notes, page, query, id: newId() };
}

/** @type {Stop} of no model */
const EMPTY = {
  caption: "",
  notes: "",
  page: "",
  model: "",
  query: null,
  z: [],
  images: [],
  panels: ["picture"],
  projection: "",
  colouring: "class",
  camera: null,
  hidden: [],
  walk: null,
  more: "",
  id: "",
};

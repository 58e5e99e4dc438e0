/**
 * A link, read and written: `#v=1&z=0.1,-2&way=i41~i52`. One schema for the app's address, the one-file explorer's
 * hash and the stops of a deck; fields.js says what is in it.
 *
 * What is unknown or damaged is left out, and `remarkOn` says so in one sentence.
 */

import { FIELDS } from "./fields.js";

export const VERSION = 1;
const MOST = 60_000; // characters that are read
const BY_NAME = new Map(FIELDS.map((field) => [field.name, field]));
/** Parts of the address that belong to the host or to one page, not to the link. */
const FOREIGN = /^(v|model|tab|deck|embed.*|projection|x|y|learn-.*|class|pick|draw)$/;

/** @typedef {{model: string | null, values: Map<string, any>, left: {words: string, why: string}[], version: number}} Link */

/**
 * @param {object} state of the store
 * @param {(name: string) => boolean} [wants] which fields
 * @returns {[string, string][]} name and text of each field that is not as at first
 */
export function pairsOf(state, wants = () => true) {
  return FIELDS.filter(({ name }) => wants(name))
    .map(({ name, write }) => [name, write(state)])
    .filter(([, text]) => text);
}

/** Text for a hash; commas and the like stay readable. */
export function toText(pairs) {
  return [["v", String(VERSION)], ...pairs]
    .map(([name, text]) => `${name}=${encodeURIComponent(text).replace(/%2C/g, ",").replace(/%7E/g, "~")}`)
    .join("&");
}

/** @param {...string} texts query or hash; a later one overrules an earlier one @returns {Link} */
export function readLink(...texts) {
  const parts = new Map(texts.flatMap((text) => [...new URLSearchParams(text.slice(0, MOST).replace(/^[#?]/, ""))]));
  const link = {
    model: parts.get("model") || null,
    values: new Map(),
    left: [],
    version: Number(parts.get("v") ?? VERSION) || 0,
  };
  for (const [name, text] of parts) readField(link, name, text);
  return link;
}

function readField(link, name, text) {
  const field = BY_NAME.get(name);
  if (!field)
    return FOREIGN.test(name) ? null : link.left.push({ words: `“${name.slice(0, 20)}”`, why: "unknown here" });
  try {
    link.values.set(name, field.read(text));
  } catch (error) {
    link.left.push({ words: field.words, why: error.message });
  }
}

/**
 * Gives a link back to the page; the model must be the present one.
 *
 * @param {Link} link
 * @param {{store: object, lens: object}} context
 * @param {(field: object) => boolean} [wants]
 * @returns {Link["left"]} what did not fit
 */
export function applyLink(link, context, wants = () => true) {
  const left = [...link.left];
  for (const field of FIELDS) {
    if (!link.values.has(field.name) || !wants(field)) continue;
    try {
      field.apply(link.values.get(field.name), context);
    } catch (error) {
      left.push({ words: field.words, why: error.message });
    }
  }
  return left;
}

/** One sentence for the visitor, or "". */
export function remarkOn(left, version = VERSION) {
  if (!left.length) return "";
  const parts = left.slice(0, 3).map(({ words, why }) => `${words} (${why})`);
  const more = left.length > 3 ? ` and ${left.length - 3} more` : "";
  const newer = version > VERSION ? " It was made by a newer version." : "";
  return `Left out of the link: ${parts.join(", ")}${more}.${newer}`;
}

/** @returns {boolean} whether a field is one of what the visitor made */
export const isMade = (field) => Boolean(field.isMade);

/**
 * A link, read and written: `#v=1&z=0.1,-2&way=i41~i52`. One schema for the app's address, the one-file explorer's
 * hash and the stops of a deck; the files of fields say what is in it.
 *
 * What is unknown or damaged is left out, and `remarkOn` says so in one sentence.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { asProblem } from "../core/problem.js";
import { clauseOf, list, text } from "../words/words.js";
import { FACTOR_FIELDS } from "./factor_fields.js";
import { MADE_FIELDS } from "./made_fields.js";
import { PLANE_FIELDS } from "./plane_fields.js";
import { VIEW_FIELDS } from "./view_fields.js";
import { WALK_FIELDS } from "./walk_fields.js";

const VERSION = 1;
const MOST = SHARED.link.most_letters; // that are read
const MOST_TOLD = 3; // fields of a remark
const FIELDS = [...VIEW_FIELDS, ...PLANE_FIELDS, ...MADE_FIELDS, ...FACTOR_FIELDS, ...WALK_FIELDS];
const BY_NAME = new Map(FIELDS.map((field) => [field.name, field]));
/**
 * What the fields are written from, but for what changes at every frame or goes with another of these: when one of them
 * changes, so does the link.
 *
 * @type {(keyof import("../core/types.js").State)[]}
 */
export const LINKED = [
  "pinned",
  "mapStyle",
  "hidden",
  "pictures",
  "scale",
  "smooth",
  "overlays",
  "plane",
  "quantile",
  "planeView",
  "tourAt",
  "allSliders",
  "locks",
  "names",
  "directions",
  "directionEdits",
  "factorValues",
  "factorQuestion",
  "waypoints",
  "heldClass",
  "drawn",
  "walk",
  "playing",
  "speed",
  "repeat",
  "seconds",
];
/** Parts of the address that belong to the host or to one page, not to the link. */
const FOREIGN =
  /^(v|model|lang|tab|deck|embed.*|projection|x|y|learn-.*|class|pick|draw|make|against|level|target|beat|play)$/;

/** @typedef {import("./field.js").Field} Field */
/** @typedef {import("./field.js").Context} Context */
/** @typedef {{field: string, why: string}} Ignored both in words */
/** @typedef {{model: string | null, values: Map<string, any>, ignored: Ignored[], version: number}} Link */

/** Whether a field is one of what the visitor made. @param {Field} field */
export const isMade = (field) => Boolean(field.isMade);

/**
 * @param {Context} context
 * @param {(name: string) => boolean} [wants] which fields
 * @returns {[string, string][]} name and text of each field that is not as at first
 */
export function pairsOf({ store, lens }, wants = () => true) {
  return FIELDS.filter(({ name }) => wants(name))
    .map(({ name, write }) => /** @type {[string, string]} */ ([name, write(store.state, lens)]))
    .filter(([, written]) => written);
}

/** Text for a hash; commas and the like stay readable. @param {[string, string][]} pairs */
export function toText(pairs) {
  return [["v", String(VERSION)], ...pairs]
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%7E/g, "~")}`)
    .join("&");
}

/** @param {...string} texts query or hash; a later one overrules an earlier one @returns {Link} */
export function readLink(...texts) {
  const parts = new Map(texts.flatMap((part) => [...new URLSearchParams(part.slice(0, MOST).replace(/^[#?]/, ""))]));
  /** @type {Link} */
  const link = {
    model: parts.get("model") || null,
    values: new Map(),
    ignored: [],
    version: Number(parts.get("v") ?? VERSION) || 0,
  };
  for (const [name, value] of parts) readField(link, name, value);
  return link;
}

/** @param {Link} link @param {string} name @param {string} value */
function readField(link, name, value) {
  const field = BY_NAME.get(name);
  if (field) return attempt(link.ignored, field, () => link.values.set(name, field.read(value)));
  if (FOREIGN.test(name)) return;
  link.ignored.push({ field: text("link.unknownField", { name: name.slice(0, 20) }), why: text("link.unknown") });
}

/** @param {Ignored[]} ignored where a field goes that does not fit @param {Field} field @param {() => void} use */
function attempt(ignored, field, use) {
  try {
    use();
  } catch (error) {
    ignored.push({ field: text(field.label), why: clauseOf(asProblem(error)) });
  }
}

/**
 * Gives a link back to the page; the model must be the present one.
 *
 * @param {Link} link
 * @param {Context} context
 * @param {(field: Field) => boolean} [wants]
 * @returns {Ignored[]} what did not fit
 */
export function applyLink({ values, ignored }, context, wants = () => true) {
  const all = [...ignored];
  for (const field of FIELDS.filter((one) => values.has(one.name) && wants(one)))
    attempt(all, field, () => field.apply(values.get(field.name), context));
  return all;
}

/** One sentence for the visitor, or "". @param {Ignored[]} ignored @param {number} [version] of the link */
export function remarkOn(ignored, version = VERSION) {
  if (!ignored.length) return "";
  const told = ignored.slice(0, MOST_TOLD).map((one) => text("link.leftOut", one));
  const n = ignored.length - told.length;
  const sentence = n
    ? text("link.ignoredAndMore", { fields: told.join(", "), n })
    : text("link.ignored", { fields: list(told) });
  return version > VERSION ? text("link.ignoredNewer", { sentence }) : sentence;
}

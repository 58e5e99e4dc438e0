/**
 * Text that a visitor reads, by key: whole sentences with named holes, in the language of the page. Python decides
 * which one that is, and sends no other: its bundle has web/words/<code>.js in the place of English.
 *
 * A text is a string, or an object of plural forms ({ one, other }, chosen by the hole `n`; `one` is exactly 1 in every
 * language). A key is written out where it is used, or stands in a table of keys, for tests/test_web_words.py to find.
 */

import { LANGUAGE } from "./en.js";
import { filled } from "./filled.js";

/** @typedef {string | {one?: string, other: string}} Text */
/**
 * @typedef {Object} Grammar what a sentence needs to know of a class's name
 * @property {(name: string) => string} withArticle one of them: "a 4", "an 8", "a coat"
 * @property {(name: string) => string} plural several of them: "4s", "dresses"
 * @property {(names: string[]) => string} list "5s, 8s and 6s"
 */
/**
 * @typedef {Object} Language
 * @property {string} tag as `<html lang>` has it
 * @property {Record<string, Record<string, Text>>} texts by folder, then by name
 * @property {Grammar} grammar
 * @property {Record<string, string>} [problems] templates of the engine's problems, by the English one
 * @property {Record<string, string>} [host] templates of what Streamlit says by itself, by the English one
 */

const LONGEST_NAME = 40; // characters
const LONGEST_HOLE = 400; // of a problem: what a file calls its parts may fill a screen

let language = LANGUAGE;
let plurals = new Intl.PluralRules(language.tag);

/** The language of the page, as `<html lang>` has it. */
export const TAG = LANGUAGE.tag;

/** Takes a language, for a test of what one may hold. @param {Language} taken */
export function speak(taken) {
  language = taken;
  plurals = new Intl.PluralRules(taken.tag);
}

/** A large whole number as the language writes it: "10,000". @param {number} value */
export const grouped = (value) => value.toLocaleString(language.tag);

/** @param {string} name of a class */
export const withArticle = (name) => language.grammar.withArticle(shortened(name));

/** @param {string} name of a class */
export const plural = (name) => language.grammar.plural(shortened(name));

/** As much of a name as anyone reads. @param {string} name */
export const shortened = (name) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

/** @param {string[]} names */
export const list = (names) => language.grammar.list(names);

/**
 * @param {string} key "explore.pin": the folder of `texts`, then the name
 * @param {import("./filled.js").Holes} [holes] what stands for {name} in the text
 */
export function text(key, holes = {}) {
  const found = textOf(language, key) ?? textOf(LANGUAGE, key);
  if (found === undefined) throw new Error(`no text is called ${key}`);
  return filled(typeof found === "string" ? found : formOf(found, holes), holes, key);
}

/**
 * What a problem of engine/problem.js says, without a full stop; a hole may be a problem itself.
 *
 * @param {{template: string, holes: Record<string, any>}} problem
 * @returns {string}
 */
export function clauseOf({ template, holes }) {
  const said = Object.entries(holes).map(([name, hole]) => [name, cut(hole?.template ? clauseOf(hole) : hole)]);
  return filled(language.problems?.[template] ?? template, Object.fromEntries(said)).replace(/\.$/, "");
}

const cut = (hole) =>
  typeof hole === "string" && hole.length > LONGEST_HOLE ? `${hole.slice(0, LONGEST_HOLE)}…` : hole;

/** What Streamlit says, in the language of the page; null for anything else. @param {string} english */
export function wordOfHost(english) {
  for (const [template, word] of Object.entries(language.host ?? {})) {
    const hole = /\{(\w+)\}/.exec(template);
    const [before, after] = template.split(/\{\w+\}/);
    if (!hole && english === template) return word;
    if (!hole || !english.startsWith(before) || !english.endsWith(after)) continue;
    const held = english.slice(before.length, english.length - after.length);
    if (held) return filled(word, { [hole[1]]: held });
  }
  return null;
}

/** @param {Language} language @param {string} key @returns {Text | undefined} */
function textOf({ texts }, key) {
  const dot = key.indexOf(".");
  return texts[key.slice(0, dot)]?.[key.slice(dot + 1)];
}

/** @param {{one?: string, other: string}} forms @param {import("./filled.js").Holes} holes */
const formOf = (forms, { n }) => (Number(n) === 1 && forms.one) || forms[plurals.select(Number(n))] || forms.other;

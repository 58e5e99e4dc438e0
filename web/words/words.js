/**
 * Text that a visitor reads, by key: whole sentences with named holes, in the language of the page.
 *
 * A text is a string, or an object of plural forms ({ one, other }, chosen by the hole `n`).
 */

import { EN } from "./en.js";

/** @typedef {string | {one?: string, other: string}} Text */
/** @typedef {{name: string, texts: Record<string, Record<string, Text>>}} Language texts: by folder, then by name */

/** @type {Record<string, Language>} */
export const LANGUAGES = { en: EN };

let spoken = EN;
let tag = "en"; // of the language in use, as the browser knows it
let plurals = new Intl.PluralRules(tag);

/** Sets the language of everything that is drawn from now on; English where it is not known. @param {string} code */
export function setLanguage(code) {
  spoken = LANGUAGES[code] ?? EN;
  tag = spoken === EN ? "en" : code;
  plurals = new Intl.PluralRules(tag);
}

/** A large whole number as the language writes it: "10,000". @param {number} value */
export const grouped = (value) => value.toLocaleString(tag);

/**
 * @param {string} key "explore.pin": the folder of `texts`, then the name
 * @param {Record<string, string | number>} [holes] what stands for {name} in the text
 */
export function text(key, holes = {}) {
  const found = textOf(spoken, key) ?? textOf(EN, key);
  if (found === undefined) throw new Error(`no text is called ${key}`);
  return filled(typeof found === "string" ? found : formOf(found, holes), holes, key);
}

function textOf({ texts }, key) {
  const dot = key.indexOf(".");
  return texts[key.slice(0, dot)]?.[key.slice(dot + 1)];
}

const formOf = (forms, { n }) => forms[plurals.select(Number(n))] ?? forms.other;

/** @param {string} sentence @param {Record<string, string | number>} holes */
export function filled(sentence, holes, key = sentence) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => {
    if (!(name in holes)) throw new Error(`${key} needs ${name}`);
    return String(holes[name]);
  });
}

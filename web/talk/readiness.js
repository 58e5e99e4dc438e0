/**
 * Which stops of a deck can be shown here, and of the others why not: those that may still come, and those that will
 * not.
 */

import { failureOf } from "../core/problem.js";
import { text } from "../words/words.js";
import { resolve } from "./playable.js";

/**
 * @typedef {Object} Here
 * @property {import("./playable.js").Library & {problem: (name: string) => any}} library
 * @property {string[]} known models on this machine
 * @property {Record<string, string>} [titles] of models, in plain words
 * @property {Record<string, string>} [broken] what the server says of those that it cannot send
 */

/** @typedef {{isFinal: boolean, why: string}} Absence why: a clause, not a sentence */

/**
 * @param {import("./deck.js").Stop} stop
 * @param {Here} here
 * @returns {Absence | null} null where the stop can be shown
 */
export function absenceOf(stop, { library, known, broken = {} }) {
  const { model } = stop;
  const never = (why) => ({ isFinal: true, why });
  if (!known.includes(model)) return never(text("talk.noModel", { model }));
  if (broken[model]) return never(broken[model]);
  if (library.problem(model)) return never(failureOf(library.problem(model), false).sentence);
  const loaded = library.get(model);
  if (!loaded) return { isFinal: false, why: text("talk.loadingModel", { model }) };
  return resolve(stop, loaded) ? null : never(misfit(stop, loaded.engine.latentDim));
}

/** A stop is at a code, or at test images. */
function misfit({ model, z }, has) {
  if (!z.length) return text("talk.otherImages", { model });
  return text("talk.otherDimensions", { model, needs: z.length, has });
}

/**
 * @param {import("./deck.js").Stop[]} stops
 * @param {Here} here
 * @returns {string} what stands above the list
 */
export function readiness(stops, here) {
  if (!stops.length) return "";
  const absences = stops.map((stop) => absenceOf(stop, here));
  const skipped = absences.flatMap((absence, i) => (absence?.isFinal ? [{ n: i + 1, why: absence.why }] : []));
  const ready = absences.filter((absence) => !absence).length;
  const waiting = stops.filter((_, i) => absences[i] && !absences[i].isFinal).map(({ model }) => model);
  const found = waiting.length
    ? text("talk.loading", { models: listed(waiting), ready, n: stops.length - skipped.length })
    : text("talk.ready", { n: ready });
  return skipped.length ? `${found} ${skippedWords(skipped)}` : found;
}

const skippedWords = (skipped) =>
  text("talk.skipped", { stops: skipped.map((stop) => text("talk.skippedStop", stop)).join("; ") });

const listed = (names) => [...new Set(names)].join(", ");

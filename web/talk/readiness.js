/**
 * Which stops of a deck can be shown here, and of the others why not: those that may still come, and those that will
 * not.
 */

import { failureOf } from "../core/problem.js";
import { text } from "../words/words.js";
import { absenceOfPage } from "./page_absence.js";
import { isOfPage, titleOf } from "./page_stop.js";
import { resolve } from "./playable.js";

/**
 * @typedef {import("./page_absence.js").Hall & {known: string[], titles?: Record<string, string>,
 *   broken?: Record<string, string>}} Here known: models on this machine; titles of them, in plain words; broken: what
 *   the server says of those that it cannot send
 */
/** @typedef {import("./page_absence.js").Absence} Absence */

/**
 * @param {import("./deck.js").Stop} stop
 * @param {Here} here
 * @returns {Absence | null} null where the stop can be shown
 */
export function absenceOf(stop, here) {
  if (isOfPage(stop)) return absenceOfPage(stop, here);
  const { library, known, broken = {} } = here;
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
  const waiting = stops.filter((_, i) => absences[i] && !absences[i].isFinal).map(nameOf);
  const found = waiting.length
    ? text("talk.loading", { models: listed(waiting), ready, n: stops.length - skipped.length })
    : text("talk.ready", { n: ready });
  return skipped.length ? `${found} ${skippedWords(skipped)}` : found;
}

const skippedWords = (skipped) =>
  text("talk.skipped", { stops: skipped.map((stop) => text("talk.skippedStop", stop)).join("; ") });

const nameOf = (stop) => (isOfPage(stop) ? titleOf(stop.page) : stop.model);

const listed = (names) => [...new Set(names)].join(", ");

/** Which stops of a deck can be shown here, and of the others why not: those that may still come, and those that will not. */

import { resolve } from "./deck.js";

/**
 * @typedef {{library: object, known: string[], broken?: Record<string, string>}} Here
 *   known: models on this machine; broken: what the server says of those that it cannot send
 */

/**
 * @param {import("./deck.js").Stop} stop
 * @param {Here} here
 * @returns {{isFinal: boolean, why: string} | null} null where the stop can be shown
 */
export function absenceOf(stop, { library, known, broken = {} }) {
  const { model } = stop;
  const never = (why) => ({ isFinal: true, why });
  if (!known.includes(model)) return never(`no model ${model} on this machine`);
  if (broken[model]) return never(broken[model]);
  if (library.problem(model)) return never(library.problem(model));
  const loaded = library.get(model);
  if (!loaded) return { isFinal: false, why: `loading ${model}…` };
  if (resolve(stop, loaded)) return null;
  return never(
    `it needs a model of ${stop.z.length || "other"} numbers and images; ${model} has ${loaded.engine.latentDim}`,
  );
}

/**
 * @param {import("./deck.js").Stop[]} stops
 * @param {Here} here
 * @returns {string} what stands above the list
 */
export function readiness(stops, here) {
  const absences = stops.map((stop) => absenceOf(stop, here));
  const ready = absences.filter((absence) => !absence).length;
  const waiting = stops.filter((_, i) => absences[i] && !absences[i].isFinal).map(({ model }) => model);
  const skipped = absences.flatMap((absence, i) => (absence?.isFinal ? [`stop ${i + 1} (${absence.why})`] : []));
  const missing = skipped.length ? ` Skipped: ${skipped.join("; ")}.` : "";
  if (waiting.length)
    return `Loading ${listed([...new Set(waiting)])}: ${ready} of ${stops.length - skipped.length} stops are ready.${missing}`;
  const count = ready === 1 ? "1 stop is" : `${ready} stops are`;
  return `${count} in the browser: the talk needs neither server nor network from here on.${missing}`;
}

function listed(names) {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
}

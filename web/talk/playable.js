/** The stops of a deck that can be shown here, each with its point and its walk as codes. */

import { absenceOfPage } from "./page_absence.js";
import { isOfPage } from "./page_stop.js";

/**
 * @param {{stops: import("./deck.js").Stop[]}} deck
 * @param {import("./page_absence.js").Hall} hall
 * @returns {import("./deck.js").Stop[]}
 */
export function playable(deck, hall) {
  return deck.stops.map((stop) => shownAs(stop, hall)).filter(Boolean);
}

/**
 * As it can be shown here, or null.
 *
 * @param {import("./deck.js").Stop} stop
 * @param {import("./page_absence.js").Hall} hall
 */
export function shownAs(stop, hall) {
  if (isOfPage(stop)) return absenceOfPage(stop, hall) ? null : stop;
  return resolve(stop, hall.library.get(stop.model));
}

/**
 * @param {import("./deck.js").Stop} stop
 * @param {{engine: any, view: any} | null} loaded
 * @returns {import("./deck.js").Stop | null} null where the model is not here, or has other dimensions or images
 */
export function resolve(stop, loaded) {
  if (!loaded) return null;
  const { latentDim } = loaded.engine;
  const { code, count } = loaded.view;
  const isHere = (index) => index < count;
  const z = stop.images.length && stop.images.every(isHere) ? mean(stop.images.map(code)) : stop.z;
  if (z.length !== latentDim) return null;
  if (!stop.walk) return { ...stop, z };
  const waypoints = stop.walk.through.filter((point) => point.length === latentDim);
  return { ...stop, z, walk: { ...stop.walk, through: [...waypoints, ...stop.walk.images.filter(isHere).map(code)] } };
}

const mean = (codes) => Array.from(codes[0], (_, d) => codes.reduce((sum, code) => sum + code[d] / codes.length, 0));

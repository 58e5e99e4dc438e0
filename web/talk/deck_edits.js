/** Changes of a deck's stops, each from a deck to the next one. */

/** @typedef {import("./deck.js").Stop} Stop */
/** @typedef {(deck: import("./deck.js").Deck) => import("./deck.js").Deck} Edit */

/** @param {Stop} stop @returns {Edit} */
export const withStop = (stop) => (deck) => ({ ...deck, stops: [...deck.stops, stop] });

/** @param {string} id of a stop @returns {Edit} */
export const withoutStop = (id) => (deck) => ({ ...deck, stops: deck.stops.filter((stop) => stop.id !== id) });

/** @param {string} id @param {Partial<Stop>} change @returns {Edit} */
export const withChange = (id, change) => (deck) => ({
  ...deck,
  stops: deck.stops.map((stop) => (stop.id === id ? { ...stop, ...change } : stop)),
});

/** @param {string} id @param {number} by 1 for later, -1 for earlier @returns {Edit} */
export const withMove = (id, by) => (deck) => {
  const stops = [...deck.stops];
  const at = stops.findIndex((stop) => stop.id === id);
  if (stops[at + by]) [stops[at], stops[at + by]] = [stops[at + by], stops[at]];
  return { ...deck, stops };
};

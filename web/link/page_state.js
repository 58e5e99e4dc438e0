/** Pages whose whole state is a few words of the address, so that a stop of a talk can hold one of them. */

/** What each keeps in its address, and how that reads; what it means is the page's own. */
const STATES = {
  playground: { play: /^[A-Za-z0-9:.,]{1,300}$/ },
  challenge: { level: /^[a-z]{1,20}$/, target: /^\d{1,4}$/, beat: /^\d{1,2}(\.\d{1,2})?,\d{1,5}$/ },
};
export const HELD_PAGES = Object.keys(STATES);

/**
 * The part of such a state that is unknown or damaged, or null.
 *
 * @param {string} page of HELD_PAGES
 * @param {Record<string, any>} query
 */
export function damageOf(page, query) {
  const reads = (name) => Object.hasOwn(STATES[page], name) && STATES[page][name].test(query[name]);
  return Object.keys(query).find((name) => typeof query[name] !== "string" || !reads(name)) ?? null;
}

/**
 * What a link of the game holds: level and target, and the result that is to be beaten, if it comes from somebody.
 *
 * A target is a seed, no secret: whoever opens the link plays the same one.
 */

import { LEVELS } from "./levels.js";
import { MOST_SEED } from "./target.js";

const MOST_SECONDS = 86_400;

/** @typedef {{distance: number, ms: number, isFound: boolean}} Rival */
/**
 * @typedef {{level: string, seed: number | null, rival: Rival | null, isDamaged: boolean}} Invitation seed: null: any
 */

/**
 * @param {string} query of an address
 * @param {(level: string) => boolean} has which levels can be played here
 * @returns {Invitation}
 */
export function readInvitation(query, has) {
  const asked = new URLSearchParams(query);
  const [level, target] = [asked.get("level"), asked.get("target")];
  const isLevel = level !== null && Object.hasOwn(LEVELS, level) && has(level);
  const seed = wholeNumber(target);
  const first = Object.keys(LEVELS).find(has);
  const isDamaged = (level !== null && !isLevel) || (target !== null && seed === null);
  const rival = isLevel && seed ? readRival(asked.get("beat"), level) : null;
  return { level: isLevel ? level : first, seed: isDamaged ? null : seed, rival, isDamaged };
}

/** The parts of the query, none for what is not there. @param {Omit<Invitation, "isDamaged">} invitation */
export function queryOf({ level, seed, rival }) {
  const distance = rival && Math.floor(100 * rival.distance) / 100; // down: what was found stays found
  return { level, target: String(seed), beat: rival && `${distance},${Math.round(rival.ms / 1000)}` };
}

/** The address that invites to a round. @param {string} here @param {Omit<Invitation, "isDamaged">} invitation */
export function linkTo(here, invitation) {
  const { origin, pathname } = new URL(here);
  const pairs = Object.entries(queryOf(invitation)).filter(([, value]) => value !== null);
  return `${origin}${pathname}?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

/** @param {string | null} text */
function wholeNumber(text) {
  const number = /^\d{1,4}$/.test(text ?? "") ? Number(text) : 0;
  return number >= 1 && number <= MOST_SEED ? number : null;
}

/** @param {string | null} text @param {string} level @returns {Rival | null} */
function readRival(text, level) {
  const found = /^(\d{1,2}(?:\.\d{1,2})?),(\d{1,5})$/.exec(text ?? "");
  if (!found || Number(found[2]) > MOST_SECONDS) return null;
  const distance = Number(found[1]);
  return { distance, ms: 1000 * Number(found[2]), isFound: distance < LEVELS[level].foundAt };
}

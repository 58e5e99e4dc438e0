/** The keys of a talk, of a clicker as well: what each does, and what the audience is told of them. */

/** Names of actions by key. */
const KEYS = {
  ArrowRight: "next",
  ArrowDown: "next",
  " ": "next",
  PageDown: "next",
  n: "notes",
  ArrowLeft: "back",
  ArrowUp: "back",
  PageUp: "back",
  Backspace: "back",
  Home: "first",
  End: "last",
  b: "black",
  ".": "black",
  s: "spot",
  r: "walk",
  t: "theme",
  f: "fullscreen",
  "?": "help",
  h: "help",
  Escape: "leave",
};

/** Keys of texts: the key or keys, and what they do. @type {[string, string][]} */
export const KEY_HELP = [
  ["talk.keyNext", "talk.keyNextDoes"],
  ["talk.keyBack", "talk.keyBackDoes"],
  ["talk.keyWalk", "talk.keyWalkDoes"],
  ["talk.keyBlack", "talk.keyBlackDoes"],
  ["talk.keySpot", "talk.keySpotDoes"],
  ["talk.keyNotes", "talk.keyNotesDoes"],
  ["talk.keyTheme", "talk.keyThemeDoes"],
  ["talk.keyFullscreen", "talk.keyFullscreenDoes"],
  ["talk.keyEnds", "talk.keyEndsDoes"],
  ["talk.keyLeave", "talk.keyLeaveDoes"],
];

/**
 * The action that a key asks for; the key is then nobody else's.
 *
 * @param {KeyboardEvent} event
 * @returns {string | null} null for no key of a talk, and while it is held down
 */
export function actionOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const action = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const isForSlider = event.shiftKey && event.key.startsWith("Arrow"); // a slider in focus still takes Shift and arrows
  if (!action || isForSlider) return null;
  event.preventDefault();
  event.stopImmediatePropagation();
  return event.repeat ? null : action;
}

/** The keys of the game: letters anywhere on the page, and an arrow key that finds the first slider by itself. */

import { isShortcut } from "../kit/keys.js";

/**
 * @param {EventTarget} keys
 * @param {Record<string, () => void>} commands by letter
 * @param {() => void} focusFirst
 * @param {AbortSignal} signal
 */
export function listenToKeys(keys, commands, focusFirst, signal) {
  const press = (event) => {
    const letter = Object.keys(commands).find((name) => isShortcut(event, name));
    if (letter && !event.repeat) {
      event.preventDefault();
      return commands[letter]();
    }
    const isNowhere = !document.activeElement || document.activeElement === document.body;
    if (event.key.startsWith("Arrow") && isNowhere) {
      event.preventDefault();
      focusFirst();
    }
  };
  keys.addEventListener("keydown", press, { signal });
}

/** On a wall everything grows with the window (ui/page_style.py); the map, whose figure Python draws, must be told. */

const DESK_PX = 16; // what a rem is at a desk
const LEAST = 1.05; // times that, on a wall

/** @param {(height: number) => void} tell of the window in pixels, once, and only where it is a wall */
export function tellWall(tell) {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (rem >= LEAST * DESK_PX) tell(innerHeight);
}

/** Light or dark, as the notebook around the cell is: its own background decides, whichever notebook it is. */

import { isDark } from "../kit/theme.js";

const WATCHED = { attributes: true, attributeFilter: ["class", "style", "data-theme", "data-jp-theme-name"] };

/** @param {HTMLElement} element @param {() => void} changed @param {AbortSignal} signal */
export function followTheme(element, changed, signal) {
  const show = () => {
    const kind = isOnDark(element) ? "dark" : "light";
    if (element.dataset.theme === kind) return;
    element.dataset.theme = kind;
    changed();
  };
  const seen = new MutationObserver(() => requestAnimationFrame(show));
  for (const node of [document.documentElement, document.body]) seen.observe(node, WATCHED);
  signal.addEventListener("abort", () => seen.disconnect());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show, { signal });
  document.addEventListener("load", show, { capture: true, signal }); // a theme's style sheet comes after its name
  const placed = new ResizeObserver(show); // a notebook may fill a cell before it shows it
  placed.observe(element);
  signal.addEventListener("abort", () => placed.disconnect());
  show();
}

/** @param {Node} node */
function isOnDark(node) {
  for (let at = parentOf(node); at; at = parentOf(at)) {
    if (!(at instanceof Element && at.isConnected)) continue;
    const colour = bytesOf(getComputedStyle(at).backgroundColor);
    if (colour[3] > 127) return isDark(colour);
  }
  return false;
}

/** Red, green, blue and alpha of any colour that a browser can draw. @param {string} colour */
function bytesOf(colour) {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}

/** Out of a shadow root, too. @param {Node} node */
const parentOf = (node) => node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);

/**
 * Whether the visitor is on the way to another page. A word that a part says between the click and the new page goes to
 * the old page's fragment: Streamlit then runs that, finds it gone and leaves the new page empty.
 */

const LONGEST_MS = 20_000; // a click that led nowhere

let since = -Infinity;

export const isLeaving = () => performance.now() - since < LONGEST_MS;

export function leave() {
  since = performance.now();
}

/** A part of the new page is here. */
export function arrive() {
  since = -Infinity;
}

const isLink = (node) => node.localName === "a" && node.href && !node.target && !node.hasAttribute("download");
addEventListener("click", (event) => event.composedPath().some(isLink) && leave(), { capture: true });
addEventListener("popstate", leave);

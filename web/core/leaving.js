/**
 * Whether the visitor is on the way to another page. A message that a part sends between the click and the new page
 * goes to the old page's fragment: Streamlit then runs that, finds it gone and leaves the new page empty.
 */

const LONGEST_MS = 20_000; // a click that led nowhere
const AGAIN_MS = 500;

let since = -Infinity;
let left = null; // the page that is left
let here = null; // the page whose header is drawn
let isSending = false; // Streamlit sends what it was given in the next turn of the event loop

export const isLeaving = () => performance.now() - since < LONGEST_MS;

export function leave() {
  since = performance.now();
  left = here;
}

/** @param {string} page the header, which is drawn before the parts, is that of this page */
export function headerOf(page) {
  here = page;
}

/** A part is here: of the new page, or a late one of the page that is left. */
export function arrive() {
  if (left === null || here !== left) since = -Infinity;
}

/**
 * Sends a message now, and on the way to another page not before the visitor has arrived.
 * @param {() => void} send
 * @param {AbortSignal} signal of the part that sends: what it has not sent when it goes stays unsent
 */
export function deliver(send, signal) {
  if (signal.aborted) return;
  if (isLeaving()) {
    setTimeout(() => deliver(send, signal), AGAIN_MS);
    return;
  }
  isSending = true;
  send();
  setTimeout(() => {
    isSending = false;
  }); // after Streamlit's own
}

/** A link that the browser follows; one that asks the host for its page leaves by itself, once its message is given. */
const isLink = (node) =>
  node.localName === "a" && node.href && !node.target && !node.hasAttribute("download") && !("asks" in node.dataset);

addEventListener(
  "click",
  (event) => {
    const link = event.composedPath().find(isLink);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!isSending) return leave();
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(() => /** @type {HTMLElement} */ (link).click()); // once the message is on its way
  },
  { capture: true },
);
addEventListener("popstate", () => (location.pathname.split("/").at(-1) || "start") !== here && leave());

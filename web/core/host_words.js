/**
 * Streamlit's own words, such as "Upload" and what its buttons say to a screen reader, in the language of the page. It
 * has English alone, so each is replaced as it appears; English pages are left as they are.
 *
 * Only labels are changed, and text where Streamlit alone writes: what a visitor or a folder calls something stays.
 */

import { wordOfHost } from "../words/words.js";

const LABELS = ["aria-label", "title", "placeholder", "alt"];
const OWN_PLACES = [
  "[data-testid^=stFileUploader]",
  "[data-testid=stTooltipContent]",
  "[data-testid=InputInstructions]",
  "[data-testid=stStatusWidget]",
  "[data-testid=stSkipToContent]",
  "[data-testid=stTopNav]",
  "[data-testid=stElementToolbar]",
  "[data-live-announcer]", // read aloud
].join();

/** @param {Document} document */
export function followHostWords(document) {
  if (wordOfHost("Help") === null) return; // English
  const seen = new MutationObserver((changes) => {
    for (const { target, addedNodes, type } of changes) {
      if (type === "attributes") label(/** @type {Element} */ (target));
      else if (type === "characterData") translate(target);
      else for (const node of addedNodes) translate(node);
    }
  });
  seen.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: LABELS,
  });
  translate(document.body);
}

/** A part of the page, without our own parts: theirs are shadow trees. @param {Node} node */
function translate(node) {
  if (node instanceof Text) return say(node);
  if (!(node instanceof Element)) return;
  label(node);
  for (const child of node.querySelectorAll(LABELS.map((name) => `[${name}]`).join())) label(child);
  const places = [...(node.matches(OWN_PLACES) ? [node] : []), ...node.querySelectorAll(OWN_PLACES)];
  if (!places.length && node.closest(OWN_PLACES)) places.push(node);
  for (const place of places) {
    const texts = place.ownerDocument.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) say(/** @type {Text} */ (texts.currentNode));
  }
}

/** @param {Text} text */
function say(text) {
  const word = text.parentElement?.closest(OWN_PLACES) ? wordOfHost(text.data) : null;
  if (word !== null) text.data = word;
}

/** @param {Element} element */
function label(element) {
  for (const name of LABELS) {
    const word = wordOfHost(element.getAttribute(name) ?? "");
    if (word !== null) element.setAttribute(name, word);
  }
}

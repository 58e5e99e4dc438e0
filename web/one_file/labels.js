/** The words of the page's own markup, which names them by key: data-text, data-title, data-label. */

import { text } from "../words/words.js";

/** @param {ParentNode} root */
export function fillLabels(root) {
  for (const node of marked(root, "data-text")) node.textContent = text(node.dataset.text);
  for (const node of marked(root, "data-title")) node.title = text(node.dataset.title);
  for (const node of marked(root, "data-label")) node.setAttribute("aria-label", text(node.dataset.label));
}

/** @returns {NodeListOf<HTMLElement>} */
const marked = (root, attribute) => root.querySelectorAll(`[${attribute}]`);

/**
 * A modal panel of the browser's own, so that focus, Escape and screen readers just work; a click outside closes it.
 */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";

/** @param {string} title @param {...Node} content */
export function createDialog(title, ...content) {
  const heading = el("h2", {}, title);
  const label = text("header.close");
  const close = el("button", { class: "close", "aria-label": label, title: label }, "✕");
  const dialog = el("dialog", { "aria-label": title }, el("header", {}, heading, close), ...content);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return dialog;
}

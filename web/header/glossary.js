/** A row of the field's words that a page uses, each with its explanation by touch, click and key. */

import { el } from "../kit/dom.js";
import { glossed } from "../kit/explain.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";

const CSS = `
.glossary { display: flex; flex-wrap: wrap; gap: 0.4rem 1.1rem; align-items: baseline; line-height: 1.6; }
`;

/** @type {import("../core/types.js").Part<{words: string[]}>} */
export function createGlossary({ root, signal }) {
  const row = el("section", { class: "ll glossary", "aria-label": text("help.words") });
  root.append(el("style", {}, STYLE + CSS), row);
  signal.addEventListener("abort", () => row.remove());
  let shown = "";
  return ({ words }) => {
    if (words.join() === shown) return;
    shown = words.join();
    const title = el("span", { class: "soft" }, text("header.wordsHere"));
    row.replaceChildren(title, ...words.map((name) => glossed(name, text(`help.word_${name}`))));
  };
}

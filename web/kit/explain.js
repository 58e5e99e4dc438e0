/**
 * A word or a number that opens a short explanation: by touch, by click, with Enter or the space bar.
 *
 * The explanation is a popover of the browser's own: it lies above everything, and Escape or a press elsewhere closes
 * it. What it says is asked for when it opens, so that it costs nothing while it is closed.
 */

import { text } from "../words/words.js";
import { el } from "./dom.js";

const GAP_PX = 6; // between the word and its explanation
const EDGE_PX = 8; // that stay free at the window's sides

export const EXPLAIN_CSS = `
.ll button.explain { border: 0; border-bottom: 1px dotted var(--soft); border-radius: 0; padding: 0; min-height: 0;
  min-width: 0; display: inline; white-space: inherit; text-align: inherit; cursor: help; position: relative; }
.ll button.explain.mark { border: 1px solid var(--line); border-radius: 50%; width: 22px; height: 22px; flex: none;
  display: inline-grid; place-items: center; color: var(--soft); line-height: 1; }
.ll button.explain::after { content: ""; position: absolute; inset: -6px -4px; } /* what a finger hits */
.ll .explanation { position: fixed; margin: 0; inset: auto; width: max-content;
  max-width: min(400px, calc(100vw - 16px)); box-sizing: border-box; padding: 0.75rem 0.9rem;
  font-size: 1rem; font-weight: 400; line-height: 1.5;
  text-align: left; white-space: normal; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 12px 40px rgb(0 0 0 / 25%); }
.ll .explanation b { display: block; margin-bottom: 0.25rem; }
.ll .explanation p { margin: 0; }
.ll .explanation p + p { margin-top: 0.5rem; }
@media (pointer: coarse) { .ll button.explain::after { inset: -13px -12px; } }
`;

/** @typedef {{title: string, says: string | string[]}} Explanation says: paragraphs */

/** Words of the glossary by name, for whoever shows one: its title and what it says. @returns {Explanation} */
export const wordOf = (name) => ({ title: text(`help.word_${name}`), says: text(`help.says_${name}`) });

/**
 * @param {() => Explanation} content
 * @param {{class?: string, label?: string, "data-testid"?: string}} props label: where the button shows but a mark
 * @param {...(Node | string)} children what is seen
 * @returns {HTMLElement} the word; its explanation stands beside it, unseen
 */
export function explained(content, { label, class: extra = "", ...props }, ...children) {
  const button = el(
    "button",
    { type: "button", class: `explain ${extra}`, "aria-label": label, "aria-expanded": "false", ...props },
    ...children,
  );
  const panel = el("div", { class: "explanation", popover: "auto", role: "note" });
  button.popoverTargetElement = panel;
  panel.addEventListener("beforetoggle", (event) => {
    const isOpening = /** @type {ToggleEvent} */ (event).newState === "open";
    button.setAttribute("aria-expanded", String(isOpening));
    if (isOpening) fill(panel, content());
  });
  panel.addEventListener("toggle", () => place(panel, button));
  return el("span", {}, button, panel);
}

/** The same for a word of the glossary. @param {string} name @param {...(Node | string)} children */
export const glossed = (name, ...children) =>
  explained(() => wordOf(name), { "data-testid": `explain-${name}` }, ...children);

/** A question mark that explains what stands beside it. @param {() => Explanation} content @param {string} label */
export const questionMark = (content, label, testid) =>
  explained(content, { class: "mark", label, "data-testid": testid }, "?");

/** @param {HTMLElement} panel @param {Explanation} explanation */
function fill(panel, { title, says }) {
  panel.setAttribute("aria-label", title);
  panel.replaceChildren(el("b", {}, title), ...[says].flat().map((sentence) => el("p", {}, sentence)));
}

/** Below the word, or above it where there is more room; never beyond the window's sides. */
function place(panel, button) {
  const [word, own] = [button.getBoundingClientRect(), panel.getBoundingClientRect()];
  if (!own.width) return; // it has closed
  const left = Math.min(word.left, innerWidth - own.width - EDGE_PX);
  const below = word.bottom + GAP_PX;
  const isAbove = below + own.height > innerHeight && word.top > innerHeight - word.bottom;
  panel.style.left = `${Math.max(EDGE_PX, left)}px`;
  panel.style.top = `${isAbove ? Math.max(EDGE_PX, word.top - GAP_PX - own.height) : below}px`;
}

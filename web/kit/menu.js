/** A button that opens a small panel; Escape and a click elsewhere close it. */

import { el } from "./dom.js";

export const MENU_CSS = `
.menu { position: relative; }
.menu > summary { list-style: none; cursor: pointer; border: 1px solid var(--line); border-radius: var(--radius);
  padding: 0.2rem 0.55rem; min-height: 28px; white-space: nowrap; }
.menu > summary::-webkit-details-marker { display: none; }
.menu > summary:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.menu > div { position: absolute; z-index: 20; right: 0; top: calc(100% + 4px); display: grid; gap: 0.4rem;
  padding: 0.6rem; min-width: 12rem;
  background: var(--st-background-color); border: 1px solid var(--line); border-radius: var(--radius);
    box-shadow: 0 8px 24px rgb(0 0 0 / 18%); }
@media (pointer: coarse) {
  .menu > summary { display: grid; align-items: center; }
  .menu > div label { min-height: 44px; }
}
.menu > div label { display: flex; justify-content: space-between; gap: 0.6rem; align-items: center; }
`;

/** @param {string} label @param {string} title @param {AbortSignal} signal @param {...Node} items */
export function menu(label, title, signal, ...items) {
  const summary = el("summary", { title }, `${label} ▾`);
  const details = el("details", { class: "menu" }, summary, el("div", {}, ...items));
  const close = () => (details.open = false);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close();
    summary.focus();
  });
  document.addEventListener("pointerdown", (event) => !event.composedPath().includes(details) && close(), { signal });
  return details;
}

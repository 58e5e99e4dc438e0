/** Colours and the style sheet that all parts share; everything else comes from Streamlit's --st-* variables. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { EXPLAIN_CSS } from "./explain.js";
import { parseColour } from "./picture.js";

/**
 * Ten classes after M. A. Petroff, "Accessible Color Sequences for Data Visualization" (2021), arXiv 2107.02270,
 * with lightness moved until each reaches 3:1 on white and on the dark background.
 *
 * @type {Record<string, string[]>}
 */
export const PALETTE = SHARED.class_colours;

/** Frame colours of the trust meter; words and a number always stand beside them. */
const LEVEL_COLOURS = {
  light: { well: "#1a7f5a", sparse: "#b26a00", none: "#c0262d" },
  dark: { well: "#3ecf8e", sparse: "#f5b83d", none: "#ff6b6b" },
};

/** @typedef {ReturnType<typeof readTheme>} Theme */

/** The theme around an element, from its background's luminance. */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const colour = (name, other) => style.getPropertyValue(`--st-${name}`).trim() || other;
  const background = colour("background-color", "#ffffff");
  const kind = isDark(parseColour(background)) ? "dark" : "light";
  return {
    kind,
    background,
    text: colour("text-color", kind === "dark" ? "#fafafa" : "#31333f"),
    primary: colour("primary-color", "#3f90da"),
    font: colour("font", "sans-serif"),
    classes: PALETTE[kind],
    levels: LEVEL_COLOURS[kind],
  };
}

/** By its luminance. @param {ArrayLike<number>} colour red, green and blue, 0 to 255 */
export const isDark = ({ 0: r, 1: g, 2: b }) => 0.2126 * r + 0.7152 * g + 0.0722 * b < 128;

export const classColour = (theme, label) => theme.classes[label % theme.classes.length];

export const STYLE = `
:host, .ll { color: var(--st-text-color); font-family: var(--st-font); font-size: 0.875rem; line-height: 1.35; }
.ll { --line: color-mix(in srgb, var(--st-text-color) 16%, transparent);
  --soft: color-mix(in srgb, var(--st-text-color) 68%, transparent);
  --wash: color-mix(in srgb, var(--st-text-color) 5%, transparent);
  --radius: min(var(--st-base-radius, 8px), 10px); }
.ll *, .ll *::before { box-sizing: border-box; }
.ll button { font: inherit; color: inherit; background: none; border: 1px solid var(--line); cursor: pointer;
  border-radius: var(--radius); padding: 0.2rem 0.55rem; min-height: 28px; white-space: nowrap; }
.ll button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.ll button:disabled { opacity: 0.4; cursor: default; border-color: var(--line); color: inherit; }
.ll button.primary { background: var(--st-primary-color); border-color: var(--st-primary-color);
  color: var(--st-background-color); font-weight: 600; }
.ll button.primary:hover { color: var(--st-background-color); filter: brightness(1.08); }
.ll button[aria-pressed="true"] { border-color: var(--st-primary-color);
  background: color-mix(in srgb, var(--st-primary-color) 14%, transparent); }
@media (forced-colors: active) { /* what is chosen has no other sign there */
  .ll button[aria-pressed="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
}
.ll :focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.ll input[type="text"], .ll input[type="search"], .ll input[type="number"], .ll select { font: inherit; color: inherit;
  background: var(--st-secondary-background-color); border: 1px solid var(--line); border-radius: var(--radius);
  padding: 0.2rem 0.5rem; min-height: 28px; }
.ll canvas { display: block; }
.ll .crisp { image-rendering: pixelated; }
.ll .soft { color: var(--soft); }
.ll .number { font-variant-numeric: tabular-nums; }
.ll .row { display: flex; flex-wrap: wrap; gap: 0.35rem; align-items: center; }
.ll .hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.ll .touch-rule { display: none; margin: 0; }
@media (pointer: coarse) {
  .ll .touch-rule { display: block; }
  .ll.ll.ll :is(button:not(.explain), select, summary, input:is([type="text"], [type="search"], [type="number"])) {
    min-height: 44px; min-width: 44px; }
}
${EXPLAIN_CSS}`;

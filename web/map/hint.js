/**
 * One sentence over the map: for a first visit what to do, gone with the first touch; and while the pointer draws lines
 * what they are.
 */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";

const BY_TOUCH = matchMedia("(hover: none)");
/** Keys of what the hint says while the picture walks by itself, and once that is over. */
const BY_KIND = BY_TOUCH.matches
  ? { before: "map.hintByTouch", after: "map.nowYouByTouch" }
  : { before: "map.hint", after: "map.nowYou" };
const STYLE =
  "position:absolute;left:4px;z-index:3;pointer-events:none;max-width:80%;padding:2px 6px;border-radius:6px;" +
  "font:500 14px/1.35 var(--st-font);background:color-mix(in srgb, var(--st-background-color) 82%, transparent)";
const ABOVE = `${STYLE};top:4px`;
const BELOW = `${STYLE};bottom:4px`;

/** @returns {HTMLElement} */
export function createHint(store, signal) {
  const { state } = store;
  const first = el("div", { style: ABOVE, "data-testid": "map-hint" });
  const lines = el("div", { style: BELOW, "data-testid": "lines" });
  setText(lines, text("map.lines"));

  function draw() {
    const isHovering = state.origin.source === "map" && state.z !== state.pinned && !state.isTalking;
    setText(first, text(state.isInvited ? BY_KIND.after : BY_KIND.before));
    if (first.hidden === state.isFirstVisit) first.hidden = !state.isFirstVisit;
    if (lines.hidden === isHovering) lines.hidden = !isHovering;
  }

  store.watch(["isFirstVisit", "isInvited", "z", "pinned"], draw, signal);
  draw();
  return el("div", {}, first, lines);
}

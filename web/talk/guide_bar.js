/**
 * What a guided tour shows below the stage: where it is, Back and Next, and the way out. After the last stop it hands
 * over: doors to the pages where the visitor goes on by himself.
 */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";

const DOORS = ["explore", "manifold", "train", "learn"];

/**
 * @typedef {Object} Guide
 * @property {(page: string) => void} open another page
 */

/**
 * @param {Object} actions
 * @param {() => void} actions.next
 * @param {() => void} actions.back
 * @param {() => void} actions.leave
 * @param {Guide["open"]} open
 */
export function createGuideBar({ next, back, leave }, open) {
  const at = el("span", { class: "at", "data-testid": "guide-at" });
  const toBack = el("button", { onclick: back, "data-testid": "guide-back" }, text("talk.guideBack"));
  const toNext = el("button", { class: "primary", onclick: next, "data-testid": "guide-next" }, text("talk.guideNext"));
  const out = el("button", { class: "out", onclick: leave, "data-testid": "guide-leave" }, text("talk.guideLeave"));
  const doors = DOORS.map((page) => el("button", { onclick: () => open(page) }, text(`talk.guideTo_${page}`)));
  const ending = el(
    "section",
    { class: "ending", hidden: true, "aria-label": text("talk.guideEnding"), "data-testid": "guide-ending" },
    el("h2", {}, text("talk.guideEnding")),
    el("p", {}, text("talk.guideHandOver")),
    el(
      "div",
      { class: "doors" },
      el("button", { class: "primary", onclick: leave }, text("talk.guideToPlane")),
      ...doors,
    ),
  );
  const bar = el("nav", { class: "guide", "aria-label": text("talk.guide") }, out, at, toBack, toNext);

  return {
    bar,
    ending,
    /** @param {number} stop from 0 @param {number} count */
    show(stop, count) {
      setText(at, text("talk.progress", { at: stop + 1, of: count }));
      toBack.disabled = stop === 0;
      ending.hidden = true;
    },
    finish() {
      ending.hidden = false;
      ending.querySelector("button").focus();
    },
    isFinished: () => !ending.hidden,
  };
}

export const GUIDE_CSS = `
.talk.guided { grid-template-rows: minmax(0, 1fr) auto auto; padding-bottom: 0.8rem; }
.guide { display: flex; align-items: center; gap: 0.7rem; font-size: 1rem; }
.guide .at { margin-left: auto; font-variant-numeric: tabular-nums; opacity: 0.75; }
.guide button, .ending button { font: inherit; color: inherit; min-height: 44px; padding: 0.4rem 1.1rem;
  border-radius: 8px; cursor: pointer; background: color-mix(in srgb, var(--st-text-color) 8%, transparent);
  border: 1px solid color-mix(in srgb, var(--st-text-color) 20%, transparent); }
.guide button:disabled { opacity: 0.4; cursor: default; }
.guide .primary, .ending .primary { background: var(--st-primary-color); color: var(--st-background-color);
  border-color: transparent; font-weight: 650; }
.guide .primary { min-width: 8.5rem; }
.guide :focus-visible, .ending :focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
.ending { position: absolute; inset: 0; z-index: 11; display: grid; align-content: center; justify-items: center;
  gap: 1rem; padding: 1rem; text-align: center; backdrop-filter: blur(6px);
  background: color-mix(in srgb, var(--st-background-color) 88%, transparent); }
.ending[hidden] { display: none; }
.ending h2 { font-size: clamp(2rem, 5vw, 4rem); margin: 0; }
.ending p { font-size: 1.25rem; margin: 0; max-width: 34rem; line-height: 1.5; }
.ending .doors { display: flex; flex-wrap: wrap; justify-content: center; gap: 0.7rem; margin-top: 0.8rem; }
@media (max-width: 640px) {
  .guided .panels { grid-auto-flow: row; grid-auto-columns: auto; grid-auto-rows: minmax(0, 1fr);
    grid-template-columns: minmax(0, 1fr) !important; }
  .guided .caption { font-size: 1.125rem; min-height: 3.7em; }
  .guide .primary { min-width: 5rem; }
}
`;

/**
 * What a hierarchy is moved by beside its sliders: each level's heading with its lock, its temperature, a draw of the
 * levels below and another picture's level; and how many levels, from the top, are the image's, the rest being drawn.
 */

import { STAGE } from "../core/frame.js";
import { levelsOf } from "../engine/parts.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { firstLevels, levelAt } from "../latent/levels.js";
import { gaussian } from "../latent/random.js";
import { text } from "../words/words.js";
import { createLevelHeading } from "./level_heading.js";

export const LEVELS_CSS = `
.levels { display: flex; flex-wrap: wrap; gap: 0.2rem 0.6rem; align-items: center; margin: 0 0 0.6rem; }
.levels[hidden] { display: none; }
.levels input { flex: 1 1 8rem; min-width: 6rem; accent-color: var(--st-primary-color); }
.sliders .level { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 0.1rem 0.4rem; align-items: center;
  margin-top: 0.35rem; }
.sliders .level .soft { white-space: nowrap; }
.sliders .level button { min-height: 1.6rem; padding: 0 0.45rem; font-size: 0.875rem; }
.sliders .level button[aria-pressed="true"] { border-color: var(--st-primary-color); }
.sliders .level label { display: flex; gap: 0.35rem; align-items: center; margin-left: auto; font-size: 0.875rem; }
.sliders .level label input { width: 68px; accent-color: var(--st-primary-color); }
.sliders .level output { min-width: 2.2em; font-variant-numeric: tabular-nums; }
@media (pointer: coarse) { .sliders .level button, .levels button { min-height: 44px; }
  .sliders .level label input, .levels input { min-height: 44px; } }
`;

export function createLevels({ store, frame, lens, signal }) {
  const { state } = store;
  const normal = gaussian(Date.now());
  /** @type {ReturnType<typeof createLevelHeading>[]} */
  let headings = [];
  let image = null; // whose first levels are kept: the code before the slider was taken
  let drawn = null; // the noise of the others, until it is drawn anew

  const levels = () => (state.view ? levelsOf(state.view.parts) : []);
  const range = el("input", {
    type: "range",
    min: 0,
    step: 1,
    "aria-label": text("sliders.fromImage"),
    title: text("sliders.fromImageTitle"),
    "data-testid": "from-image",
  });
  const says = el("output", { class: "soft" });
  const again = el(
    "button",
    { title: text("sliders.drawRestTitle"), "data-testid": "draw-rest", onclick: drawRest },
    text("sliders.drawRest"),
  );
  const element = el("div", { class: "levels", hidden: true }, text("sliders.fromImage"), range, says, again);

  const draw = () => Float32Array.from(state.z, normal);
  const mixed = () => firstLevels(levels(), image, drawn, Number(range.value));
  const isMixed = () => state.origin.source === "levels";

  function take() {
    if (!isMixed()) image = Float32Array.from(state.pinned);
    drawn ??= draw();
    lens.move(mixed(), { source: "levels" });
    describe();
  }

  function drawRest() {
    if (!isMixed()) image = Float32Array.from(state.pinned);
    drawn = draw();
    lens.pin(mixed(), { source: "levels" });
  }

  function describe() {
    const k = Number(range.value);
    const n = levels().length;
    const ends = { 0: "sliders.noneFromImage", [n]: "sliders.allFromImage" };
    setText(says, text(ends[k] ?? "sliders.firstFromImage", { k, n }));
    setAttribute(range, "aria-valuetext", says.textContent);
    again.disabled = k === n;
  }

  function build() {
    const found = levels();
    element.hidden = !found.length;
    image = drawn = null;
    range.max = range.value = String(found.length);
    headings = found.map((_, at) => createLevelHeading(at, { store, frame, lens, normal }));
    describe();
  }

  /** What was moved otherwise is an image of its own. */
  function show() {
    if (!headings.length || !state.z || state.z.length !== state.view.latentDim) return;
    if (!isMixed() && Number(range.value) < headings.length) {
      range.value = String(headings.length);
      describe();
    }
    for (const heading of headings) heading.show();
  }

  range.addEventListener("input", frame.timed("levels", take));
  range.addEventListener("change", () => lens.pin());
  const due = frame.job(STAGE.paint, show, signal);
  store.watch(["z", "locks", "compared"], due, signal);
  return {
    element,
    build,

    /** The sliders' elements, each level's after its heading. @param {import("./slider.js").Slider[]} sliders */
    among(sliders) {
      if (!headings.length) return sliders.map((slider) => slider.element);
      return headings.flatMap((heading, at) => [
        heading.element,
        ...sliders.filter(({ axis }) => levelAt(levels(), axis.dim) === at).map((slider) => slider.element),
      ]);
    },
  };
}

/** One painted slider: a native range over a film strip, so that keyboard, touch and screen readers just work. */

import { movedTo, valueAlong } from "../kit/axes.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { isShortcut } from "../kit/keys.js";
import { LONGEST_NAME } from "../link/made_fields.js";
import { text } from "../words/words.js";
import { createSliderName } from "./slider_name.js";
import { createSpokenValue } from "./spoken_value.js";

const STEPS = 400; // of the range: one step is a fine nudge (Shift)
const NUDGE = 8; // steps of a plain arrow key

export const SLIDER_CSS = `
.slider { contain: layout style; display: grid; grid-template-columns: minmax(0, 1fr); gap: 2px; min-width: 0; }
.slider .line { display: flex; align-items: center; gap: 0.4rem; height: 1.375rem; }
.slider .line b, .slider .line .name { font-weight: 600; }
.slider .naming { min-width: 0; display: flex; flex: 0 1 auto; }
.slider .line button.name { width: auto; color: inherit; padding: 0 2px; margin-left: -2px; cursor: text;
  display: flex; gap: 4px; align-items: center; min-width: 0; }
.slider .line button.name span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.slider .line button.name:hover { border-color: var(--line); }
.slider .pencil { opacity: 0; color: var(--soft); line-height: 0; }
.slider:hover .pencil, .slider:focus-within .pencil { opacity: 1; }
.slider .pencil svg { width: 12px; height: 12px; }
.slider .line input[type=text] { flex: 0 1 11rem; width: 11rem; min-width: 0; min-height: 1.375rem; height: 1.375rem;
  padding: 0 0.3rem; font-weight: 600; }
.slider .line small { font-size: 0.875rem; color: var(--soft); white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; }
.slider .line small[hidden] { display: none; }
.slider output { margin-left: auto; font-variant-numeric: tabular-nums; }
.slider .line button { padding: 0; min-height: 1.375rem; width: 1.5rem; height: 1.375rem; border-color: transparent;
  background: none; display: grid; place-items: center; color: var(--soft); }
.slider .line button[aria-pressed="true"] { color: var(--st-primary-color); background: none; }
.slider .line button[hidden] { display: none; }
.slider .line button svg { width: 13px; height: 13px; }
.slider .track { position: relative; height: var(--height, 1.875rem); border-radius: 4px; background: var(--wash);
  box-shadow: inset 0 0 0 1px var(--line); }
.slider .track canvas { width: 100%; height: 100%; border-radius: 4px; opacity: 0.85; }
.slider input[type=range] { appearance: none; position: absolute; inset: -2px -6px; width: calc(100% + 12px);
  height: calc(100% + 4px); margin: 0; background: none; cursor: ew-resize; touch-action: pan-y; border-radius: 6px; }
.slider input[type=range]::-webkit-slider-thumb { appearance: none; width: 12px;
  height: calc(var(--height, 1.875rem) + 4px);
  border-radius: 4px; border: 2px solid var(--st-primary-color);
  background: color-mix(in srgb, var(--st-primary-color) 22%, transparent);
  box-shadow: 0 0 0 1.5px var(--st-background-color); }
.slider input[type=range]::-moz-range-thumb { width: 8px; height: var(--height, 1.875rem);
  border-radius: 4px; border: 2px solid var(--st-primary-color);
  background: color-mix(in srgb, var(--st-primary-color) 22%, transparent); }
.slider input[type=range]:disabled { cursor: not-allowed; }
.slider input[type=range]:disabled::-webkit-slider-thumb { border-style: dashed; opacity: 0.75; }
@media (pointer: coarse) {
  .slider .track { height: max(44px, var(--height, 1.875rem)); }
  .slider input[type=range]::-webkit-slider-thumb { width: 16px;
    height: max(48px, calc(var(--height, 1.875rem) + 4px)); }
  .slider .line { height: 44px; }
  .slider .line button { min-height: 44px; min-width: 44px; height: 44px; }
  .slider .pencil { opacity: 1; }
}
`;

const icon = (shackle) =>
  `<svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6">` +
  `<rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="${shackle}"/></svg>`;
const LOCKED = icon("M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2");
const OPEN = icon("M5.2 7V4.2a2.8 2.8 0 0 1 5.2-1.2");
const ARROWS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/** @typedef {import("../kit/axes.js").Axis} Axis */
/** @typedef {ReturnType<typeof createSlider>} Slider */

/**
 * @param {Axis} axis
 * @param {object} context
 * @param {any} context.store
 * @param {any} context.frame
 * @param {any} context.lens
 * @param {(range: HTMLInputElement) => Node[]} [context.heading] what stands on the line above the track instead of the
 *   name
 * @param {HTMLElement} [context.tail] instead of the lock
 * @param {(value: number) => string} [context.inWords] what stands for the value
 */
export function createSlider(axis, { store, frame, lens, heading, tail, inWords = (value) => value.toFixed(2) }) {
  const canvas = el("canvas", { "aria-hidden": "true" });
  const input = rangeInput(axis);
  const output = el("output", { for: input.id });
  const lock = tail ? null : createLock(axis, store);
  const note = el("small", { title: axis.hint }, axis.note);
  const name = heading || axis.dim === null ? null : createSliderName(dimensionNaming(axis, store), input);
  const spoken = createSpokenValue(input, () => name?.inWords() ?? input.getAttribute("aria-label"));
  let shown = null;
  listen(input, axis, { state: store.state, frame, lens });
  if (lock) input.addEventListener("keydown", (event) => isShortcut(event, "l") && lock.toggle());

  return {
    axis,
    canvas,
    element: el(
      "div",
      { class: "slider" },
      el("div", { class: "line" }, ...(heading ? heading(input) : [name.element, note]), output, tail ?? lock.element),
      el("div", { class: "track" }, canvas, input),
    ),

    /** @param {Float32Array} z @param {import("../core/types.js").State} state */
    show(z, { locks, support, details }) {
      name?.show();
      const value = valueAlong(axis, z);
      if (value !== shown) {
        shown = value;
        input.value = String(value);
        setText(output, inWords(value));
      }
      spoken.show(value, support);
      note.hidden = !details;
      if (!lock) return;
      const isLocked = locks.has(axis.dim);
      lock.show(isLocked, details);
      input.disabled = isLocked;
    },
  };
}

function rangeInput(axis) {
  return el("input", {
    type: "range",
    id: `ll-${axis.id}`,
    min: axis.low,
    max: axis.high,
    step: "any",
    "aria-label": axis.name,
    "data-testid": axis.dim === null ? `direction-${axis.id}` : `slider-${axis.dim}`,
    title: text("sliders.slider"),
  });
}

/** A drag decodes live and pins at its end; arrow keys nudge, and a held key is one gesture. */
function listen(input, axis, { state, frame, lens }) {
  const to = (value) => movedTo(axis, state.z, value);
  const move = (value) => lens.move(to(value), { source: "slider" });
  const step = (axis.high - axis.low) / STEPS;

  function nudge(event) {
    if (event.key === "Escape") return lens.restore();
    const sign = ARROWS[event.key];
    if (!sign || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const value = valueAlong(axis, state.z) + sign * step * (event.shiftKey ? 1 : NUDGE);
    move(Math.min(axis.high, Math.max(axis.low, value)));
  }

  const drag = () => move(Number(input.value));
  input.addEventListener("input", frame.timed("slider", drag));
  input.addEventListener("change", () => lens.pin());
  input.addEventListener("dblclick", () => lens.pin(to(axis.rest), { source: "slider" }));
  input.addEventListener("keydown", frame.timed("slider", nudge));
  input.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && lens.pin());
}

/** A dimension's name lies in the store. @param {Axis} axis @returns {import("./slider_name.js").Naming} */
function dimensionNaming({ dim, name }, store) {
  const { state } = store;
  return {
    own: name,
    longest: LONGEST_NAME,
    testid: `name-${dim}`,
    given: () => state.names[dim] ?? "",
    set(next) {
      const { [dim]: _, ...others } = state.names;
      store.set({ names: next ? { ...others, [dim]: next } : others });
    },
  };
}

/**
 * Holds a dimension while the others move, for those who have the details open or press L on the slider.
 *
 * @param {Axis} axis
 */
function createLock(axis, store) {
  function toggle() {
    const locks = new Set(store.state.locks);
    if (!locks.delete(axis.dim)) locks.add(axis.dim);
    store.set({ locks });
  }
  const { name } = axis;
  const element = el("button", {
    "aria-label": text("sliders.lock", { name }),
    title: text("sliders.lockTitle", { name }),
    tabindex: -1,
    onclick: toggle,
  });
  let shown = null;
  const show = (isLocked, details) => {
    element.hidden = !isLocked && !details;
    if (isLocked === shown) return;
    shown = isLocked;
    element.innerHTML = isLocked ? LOCKED : OPEN;
    setAttribute(element, "aria-pressed", String(isLocked));
  };
  show(false, false);
  return { element, show, toggle };
}

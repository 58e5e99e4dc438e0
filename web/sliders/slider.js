/** One painted slider: a native range over a film strip, so that keyboard, touch and screen readers just work. */

import { movedTo, valueAlong } from "../kit/axes.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { createSliderName } from "./slider_name.js";

const STEPS = 400; // of the range: one step is a fine nudge (Shift)
const NUDGE = 8; // steps of a plain arrow key

export const SLIDER_CSS = `
.slider { contain: layout style; display: grid; grid-template-columns: minmax(0, 1fr); gap: 1px; min-width: 0; }
.slider .line { display: flex; align-items: center; gap: 0.4rem; height: 18px; }
.slider .line b, .slider .line .name { font-weight: 600; }
.slider .line button.name { width: auto; color: inherit; padding: 0 2px; margin-left: -2px; white-space: nowrap; cursor: text; }
.slider .line button.name:hover { border-color: var(--line); }
.slider .line input[type=text] { flex: 0 0 9rem; width: 9rem; min-height: 20px; height: 20px; padding: 0 0.3rem; font-weight: 600; }
.slider .line small { font-size: 0.6875rem; color: var(--soft); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.slider output { margin-left: auto; font-variant-numeric: tabular-nums; }
.slider .line button { padding: 0; min-height: 18px; width: 24px; height: 18px; border-color: transparent; background: none; display: grid; place-items: center; color: var(--soft); }
.slider .line button[aria-pressed="true"] { color: var(--st-primary-color); background: none; }
.slider .line button svg { width: 13px; height: 13px; }
.slider .track { position: relative; height: var(--height, 30px); border-radius: 4px; background: var(--wash);
  box-shadow: inset 0 0 0 1px var(--line); }
.slider .track canvas { width: 100%; height: 100%; border-radius: 4px; opacity: 0.85; }
.slider input[type=range] { appearance: none; position: absolute; inset: -2px -6px; width: calc(100% + 12px); height: calc(100% + 4px);
  margin: 0; background: none; cursor: ew-resize; touch-action: pan-y; border-radius: 6px; }
.slider input[type=range]::-webkit-slider-thumb { appearance: none; width: 12px; height: calc(var(--height, 30px) + 4px);
  border-radius: 4px; border: 2px solid var(--st-primary-color); background: color-mix(in srgb, var(--st-primary-color) 22%, transparent);
  box-shadow: 0 0 0 1.5px var(--st-background-color); }
.slider input[type=range]::-moz-range-thumb { width: 8px; height: var(--height, 30px);
  border-radius: 4px; border: 2px solid var(--st-primary-color); background: color-mix(in srgb, var(--st-primary-color) 22%, transparent); }
.slider input[type=range]:disabled { cursor: not-allowed; }
.slider input[type=range]:disabled::-webkit-slider-thumb { border-style: dashed; opacity: 0.75; }
`;

const ICON = (shackle) =>
  `<svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.6"><rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="${shackle}"/></svg>`;
const LOCKED = ICON("M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2");
const OPEN = ICON("M5.2 7V4.2a2.8 2.8 0 0 1 5.2-1.2");

/**
 * @param {import("../kit/axes.js").Axis} axis
 * @param {{store: object, frame: object, lens: object, heading?: Node[], tail?: Node}} context
 *   heading and tail: what stands on the line above the track instead of name and lock
 */
export function createSlider(axis, { store, frame, lens, heading, tail }) {
  const { state } = store;
  const step = (axis.high - axis.low) / STEPS;
  const id = `ll-${axis.id}`;
  const canvas = el("canvas", { "aria-hidden": "true" });
  const input = el("input", {
    type: "range",
    id,
    min: axis.low,
    max: axis.high,
    step: "any",
    "aria-label": axis.name,
    "data-testid": axis.dim === null ? `direction-${axis.id}` : `slider-${axis.dim}`,
    title: "Drag, or arrow keys (Shift: fine). Double-click: back to the mean of the codes.",
  });
  const output = el("output", { for: id });
  const lock = tail ?? lockButton(axis, store);
  const name = heading ? null : createSliderName(axis, store, input);
  let shown = null;

  const to = (value) => movedTo(axis, state.z, value);
  input.addEventListener(
    "input",
    frame.timed("slider", () => lens.move(to(Number(input.value)), { source: "slider" })),
  );
  input.addEventListener("change", () => lens.pin());
  input.addEventListener("dblclick", () => lens.pin(to(axis.rest), { source: "slider" }));
  input.addEventListener("keydown", frame.timed("slider", nudge));
  input.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && lens.pin()); // a held key is one gesture

  function nudge(event) {
    if (event.key === "Escape") return lens.restore();
    const sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!sign || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const value = valueAlong(axis, state.z) + sign * step * (event.shiftKey ? 1 : NUDGE);
    lens.move(to(Math.min(axis.high, Math.max(axis.low, value))), { source: "slider" });
  }

  return {
    axis,
    canvas,
    element: el(
      "div",
      { class: "slider" },
      el(
        "div",
        { class: "line" },
        ...(heading ?? [name.element, el("small", { title: axis.hint }, axis.note)]),
        output,
        lock,
      ),
      el("div", { class: "track" }, canvas, input),
    ),

    show(z, locks) {
      name?.show();
      const value = valueAlong(axis, z);
      if (value !== shown) {
        shown = value;
        input.value = value;
        setText(output, value.toFixed(2));
      }
      const isLocked = locks.has(axis.dim);
      if (input.disabled === isLocked || tail) return;
      input.disabled = isLocked;
      lock.innerHTML = isLocked ? LOCKED : OPEN;
      setAttribute(lock, "aria-pressed", String(isLocked));
    },
  };
}

function lockButton(axis, store) {
  const lock = el("button", {
    "aria-label": `Lock ${axis.name}`,
    "aria-pressed": "false",
    title: `Keep ${axis.name} while the rest moves`,
    onclick: () => {
      const locks = new Set(store.state.locks);
      if (!locks.delete(axis.dim)) locks.add(axis.dim);
      store.set({ locks });
    },
  });
  lock.innerHTML = OPEN;
  return lock;
}

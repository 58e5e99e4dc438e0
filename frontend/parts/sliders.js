/** One painted slider per latent dimension, most informative first, and one per direction of the visitor's own. */

import { STAGE } from "../frame.js";
import { dimensionAxes, movedTo, valueAlong } from "./axes.js";
import { el, setAttribute, setText } from "./dom.js";
import { parseColour, strokeTable } from "./picture.js";
import { createStrips } from "./strips.js";
import { readTheme, STYLE } from "./theme.js";

const STEPS = 400; // of a slider's range; Shift is ten times finer than an arrow key
const NUDGE = 8;

const CSS = `
.sliders { container-type: inline-size; }
.sliders .rows { display: grid; gap: 6px 14px; grid-template-columns: minmax(0, 1fr); }
.slider { display: grid; grid-template-columns: 3.4rem minmax(0, 1fr) 2.9rem 28px; gap: 6px; align-items: center; }
.slider label { line-height: 1.15; min-width: 0; overflow-wrap: anywhere; }
.slider label b { display: block; font-weight: 600; }
.slider label small { font-size: 0.6875rem; color: var(--soft); white-space: nowrap; }
.slider output { text-align: right; font-variant-numeric: tabular-nums; }
.slider .track { position: relative; height: var(--height, 30px); border-radius: 4px; background: var(--wash);
  box-shadow: inset 0 0 0 1px var(--line); }
.slider .track canvas { width: 100%; height: 100%; border-radius: 4px; opacity: 0.8; }
.slider input[type=range] { appearance: none; position: absolute; inset: -4px -7px; width: calc(100% + 14px); height: calc(100% + 8px);
  margin: 0; background: none; cursor: ew-resize; touch-action: pan-y; border-radius: 6px; }
.slider input[type=range]::-webkit-slider-thumb { appearance: none; width: 14px; height: calc(var(--height, 30px) + 8px);
  border-radius: 5px; border: 2px solid var(--st-primary-color); background: color-mix(in srgb, var(--st-primary-color) 18%, transparent);
  box-shadow: 0 0 0 1.5px var(--st-background-color); }
.slider input[type=range]::-moz-range-thumb { width: 10px; height: calc(var(--height, 30px) + 4px);
  border-radius: 5px; border: 2px solid var(--st-primary-color); background: color-mix(in srgb, var(--st-primary-color) 18%, transparent); }
.slider input[type=range]:disabled { cursor: not-allowed; }
.slider input[type=range]:disabled::-webkit-slider-thumb { border-style: dashed; opacity: 0.7; }
.slider button.lock { padding: 0; border-color: transparent; min-height: 28px; width: 28px; display: grid; place-items: center; opacity: 0.45; }
.slider:hover button.lock, .slider button.lock:focus-visible, .slider button.lock[aria-pressed="true"] { opacity: 1; }
.slider button.lock svg { width: 14px; height: 14px; }
.sliders .inactive { margin: 0.5rem 0 0; }
.sliders .rows.many { max-height: 520px; overflow-y: auto; padding: 4px 2px; }
@container (min-width: 440px) { .sliders .rows.two { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
`;

const LOCK = '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6"><rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0"/></svg>';
const UNLOCKED = '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6"><rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="M5.2 7V4.2a2.8 2.8 0 0 1 5.2-1.2"/></svg>';

export function createSliders({ root, store, frame, lens, signal }) {
  const { state } = store;
  const rows = el("div", { class: "rows" });
  const inactive = el("p", { class: "soft inactive" });
  const host = el("section", { class: "ll sliders", "aria-label": "Latent dimensions" }, el("style", {}, STYLE + CSS), rows, inactive);
  root.append(host);
  const strips = createStrips({ store, frame, signal });
  let theme = readTheme(host);
  let sliders = [];

  function build() {
    if (!state.view) return;
    const { axes, inactive: folded } = dimensionAxes(state.view);
    sliders = [...axes, ...state.directions].map((axis) => createSlider(axis, { store, frame, lens }));
    rows.replaceChildren(...sliders.map((slider) => slider.element));
    rows.className = `rows${sliders.length > 5 ? " two" : ""}${sliders.length > 24 ? " many" : ""}`;
    host.style.setProperty("--height", sliders.length > 2 ? "28px" : "46px");
    setText(inactive, folded.length ? `${folded.length} inactive: ${folded.map(({ dim }) => `z${dim + 1}`).join(", ")}` : "");
    inactive.title = "Dimensions whose posterior mean hardly varies over the test set (variance below 0.01): moving them changes nothing.";
    layOut();
  }

  function layOut() {
    if (!state.engine || !sliders.length || !host.clientWidth) return;
    strips.show(sliders, strokeTable(parseColour(theme.text)));
    paintDue();
  }

  function paint() {
    if (!state.z) return;
    for (const slider of sliders) slider.show(state.z, state.locks);
  }

  const paintDue = frame.job(STAGE.paint, paint, signal);
  store.watch(["view", "directions"], build, signal);
  store.watch(["z", "locks"], paintDue, signal);
  const resize = new ResizeObserver(layOut);
  resize.observe(rows);
  signal.addEventListener("abort", () => {
    resize.disconnect();
    host.remove();
  });
  build();
  return () => {
    const next = readTheme(host);
    const isOther = next.text !== theme.text;
    theme = next;
    if (isOther) layOut();
  };
}

function createSlider(axis, { store, frame, lens }) {
  const { state } = store;
  const step = (axis.high - axis.low) / STEPS;
  const id = `ll-${axis.id}`;
  const canvas = el("canvas", { "aria-hidden": "true" });
  const input = el("input", { type: "range", id, min: axis.low, max: axis.high, step: "any",
    "data-testid": axis.dim === null ? `direction-${axis.id}` : `slider-${axis.dim}`, "aria-label": axis.name,
    title: "Drag, or arrow keys; Shift is finer; double-click goes back to the mean" });
  const output = el("output", { for: id });
  const lock = el("button", { class: "lock", "aria-label": `Lock ${axis.name}`, title: `Keep ${axis.name} while the rest moves`, onclick: toggleLock });
  lock.innerHTML = UNLOCKED;
  const drag = frame.timed("slider", () => lens.move(movedTo(axis, state.z, Number(input.value)), { source: "slider" }));
  input.addEventListener("input", drag);
  input.addEventListener("change", () => lens.pin());
  input.addEventListener("dblclick", () => lens.pin(movedTo(axis, state.z, axis.rest), { source: "slider" }));
  input.addEventListener("keydown", frame.timed("slider", nudge));
  input.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && lens.pin()); // a held key is one gesture
  let shown = null;

  function nudge(event) {
    const sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (event.key === "Escape") lens.restore();
    if (!sign || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const value = Number(input.value) + sign * step * (event.shiftKey ? 1 : NUDGE);
    lens.move(movedTo(axis, state.z, Math.min(axis.high, Math.max(axis.low, value))), { source: "slider" });
  }

  function toggleLock() {
    const locks = new Set(state.locks);
    if (!locks.delete(axis.dim)) locks.add(axis.dim);
    store.set({ locks });
  }

  return {
    axis,
    canvas,
    element: el("div", { class: "slider" },
      el("label", { for: id }, el("b", {}, axis.name), el("small", { title: axis.hint ?? "KL to the prior: what this dimension tells about an image, on average" }, axis.note)),
      el("div", { class: "track" }, canvas, input), output, axis.dim === null ? (axis.button ?? "") : lock),
    show(z, locks) {
      const value = valueAlong(axis, z);
      if (value !== shown) {
        shown = value;
        input.value = value;
        setText(output, value.toFixed(2));
      }
      const isLocked = locks.has(axis.dim);
      if (input.disabled !== isLocked) {
        input.disabled = isLocked;
        lock.innerHTML = isLocked ? LOCK : UNLOCKED;
      }
      setAttribute(lock, "aria-pressed", String(isLocked));
    },
  };
}

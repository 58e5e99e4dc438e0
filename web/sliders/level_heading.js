/** The line above the sliders of one level: its lock, what is done to it and to those below, and its temperature. */

import { levelsOf } from "../engine/parts.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { atTemperature, isHeld, redrawnBelow, temperatureOf, withLevel } from "../latent/levels.js";
import { text } from "../words/words.js";

const HOTTEST = 2; // root mean square of the noise: a draw of six numbers or more hardly ever has it
const STEP = 0.02;

/** @param {number} at of the levels, the top one first */
export function createLevelHeading(at, { store, frame, lens, normal }) {
  const { state } = store;
  const levels = levelsOf(state.view.parts);
  const level = levels[at];
  const n = levels.length - at;
  const redraw = () => lens.pin(redrawnBelow(levels, state.pinned, at, normal), { source: "redraw" });
  const swap = () => lens.pin(withLevel(state.pinned, state.compared.z, level), { source: "swap" });
  const lock = el(
    "button",
    { onclick: toggle, title: text("sliders.lockLevelTitle", { n }), "data-testid": `lock-level-${n}` },
    text("sliders.lockLevel"),
  );
  const below = el(
    "button",
    { onclick: redraw, title: text("sliders.redrawBelowTitle", { n }), "data-testid": `redraw-below-${n}` },
    text("sliders.redrawBelow"),
  );
  const taken = el(
    "button",
    { onclick: swap, title: text("sliders.takeLevelTitle", { n }), "data-testid": `take-level-${n}` },
    text("sliders.takeLevel"),
  );
  const range = el("input", {
    type: "range",
    min: 0,
    max: HOTTEST,
    step: STEP,
    "aria-label": text("sliders.temperatureOf", { n }),
    title: text("sliders.temperatureTitle"),
    "data-testid": `temperature-${n}`,
  });
  const value = el("output");
  const element = el(
    "div",
    { class: "level", role: "group", "aria-label": text("sliders.level", { n }), "data-testid": `level-${n}` },
    el("b", { title: text("sliders.levelNumbers", { n: level.stop - level.start }) }, text("sliders.level", { n })),
    lock,
    at + 1 < levels.length ? below : null,
    taken,
    el("label", {}, text("sliders.temperature"), range, value),
  );
  /** @type {ArrayLike<number>} */
  let before = Float32Array.from({ length: state.view.latentDim }, normal); // where it last had a direction

  function toggle() {
    const locks = new Set(state.locks);
    const isLocked = isHeld(level, locks);
    for (let dim = level.start; dim < level.stop; dim++) isLocked ? locks.delete(dim) : locks.add(dim);
    store.set({ locks });
  }

  const heat = () => lens.move(atTemperature(state.z, level, Number(range.value), before), { source: "slider" });
  range.addEventListener("input", frame.timed("slider", heat));
  range.addEventListener("change", () => lens.pin());

  return {
    element,
    show() {
      const { z, locks, compared, model } = state;
      const temperature = temperatureOf(z, level);
      if (temperature) before = z;
      const isLocked = isHeld(level, locks);
      if (Math.abs(Number(range.value) - temperature) > STEP / 2) range.value = String(temperature);
      setText(value, temperature.toFixed(2));
      setAttribute(lock, "aria-pressed", String(isLocked));
      range.disabled = isLocked;
      taken.disabled = isLocked || compared?.model !== model;
    },
  };
}

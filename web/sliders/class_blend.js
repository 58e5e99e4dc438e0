/** A painted slider from the class that was taken to another one, which a menu chooses. */

import { classWeights, mainClass, partOfKind } from "../engine/parts.js";
import { el } from "../kit/dom.js";
import { text } from "../words/words.js";
import { createSlider } from "./slider.js";

const OFF_THE_LINE = 1e-3; // weight of all other classes from which on z is no blend of the two

export function createBlend({ store, frame, lens, changed }) {
  const { state } = store;
  const element = el("div", { style: "--height: 34px" });
  /** @type {{from: number, to: number} | null} */
  let ends = null;
  let slider = null;

  const part = () => (state.view ? partOfKind(state.view.parts, "class") : null);

  function build() {
    ends = null;
    slider = null;
    element.replaceChildren();
    if (part() && state.z?.length === state.view.latentDim) anchor(mainClass(state.view.parts, state.z));
  }

  /** @param {number} from @param {number} [to] */
  function anchor(from, to = (from + 1) % state.view.classNames.length) {
    ends = { from, to };
    slider = createSlider(axisOf(state.view, part(), ends), { store, frame, lens, heading, tail: el("span"), inWords });
    element.replaceChildren(slider.element);
    slider.show(state.z, state);
    changed();
  }

  /** @param {HTMLInputElement} input */
  function heading(input) {
    const names = state.view.classNames;
    input.setAttribute("aria-label", text("sliders.blendLabel", { from: names[ends.from], to: names[ends.to] }));
    const label = el("span", {}, text("sliders.blendFrom", { from: names[ends.from] }));
    return [label, createMenu(names)];
  }

  function createMenu(names) {
    const choices = names.map((name, k) => el("option", { value: k, selected: k === ends.to }, name));
    const select = /** @type {HTMLSelectElement} */ (
      el(
        "select",
        { "aria-label": text("sliders.blendWith"), "data-testid": "blend-with" },
        ...choices.filter((_, k) => k !== ends.from),
      )
    );
    select.addEventListener("change", () => anchor(ends.from, Number(select.value)));
    return select;
  }

  /** @param {number} value along the unit vector */
  const inWords = (value) => text("sliders.blendShare", { percent: Math.round(50 * (value * Math.SQRT2 + 1)) });

  return {
    element,
    build,
    slider: () => (slider ? [slider] : []),
    /** @param {Float32Array} z */
    show(z) {
      if (!part()) return;
      const isLive = ends && z !== state.pinned; // a hand over the map passes many classes: the slider waits
      if (!isLive && (!ends || isElsewhere(classWeights(state.view.parts, z), ends))) {
        const from = mainClass(state.view.parts, z);
        anchor(from, ends && ends.to !== from ? ends.to : undefined);
      }
      slider.show(z, state);
    },
  };
}

/** Whether z is no blend of the two. */
function isElsewhere(weights, { from, to }) {
  const others = weights.reduce((sum, weight, k) => (k === from || k === to ? sum : sum + Math.abs(weight)), 0);
  return others > OFF_THE_LINE;
}

/** @returns {import("../kit/axes.js").Axis} */
function axisOf({ latentDim, classNames }, { start }, { from, to }) {
  const vector = new Float32Array(latentDim);
  vector[start + from] = -Math.SQRT1_2;
  vector[start + to] = Math.SQRT1_2;
  const name = text("sliders.blendLabel", { from: classNames[from], to: classNames[to] });
  return { id: "blend", name, dim: null, vector, low: -Math.SQRT1_2, high: Math.SQRT1_2, rest: -Math.SQRT1_2 };
}

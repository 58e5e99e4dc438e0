/**
 * What a model with two decoders is moved by beside its sliders: from its twin's picture of z to the adversarial one,
 * and what its critic says of the picture that is seen.
 */

import { STAGE } from "../core/frame.js";
import { partOfKind } from "../engine/parts.js";
import { el, setText } from "../kit/dom.js";
import { glossed } from "../kit/explain.js";
import { text } from "../words/words.js";
import { createSlider } from "./slider.js";

export const FADER_CSS = `
.fader { display: grid; gap: 4px; margin: 0 0 0.8rem; --height: 2.125rem; }
.fader[hidden] { display: none; }
.fader .critic { margin: 0; }
.fader .scale { position: relative; contain: layout; height: 8px; border-radius: 4px; margin: 4px 0;
  border: 1px solid var(--line); background: linear-gradient(to right, var(--wash), var(--st-primary-color)); }
.fader .scale i { position: absolute; inset: -5px 0; }
.fader .scale i::before { content: ""; position: absolute; left: -2px; width: 4px; height: 16px; border-radius: 2px;
  background: var(--st-text-color); box-shadow: 0 0 0 2px var(--st-background-color); }
.fader .soft { margin: 0; }
`;

export function createFader({ store, frame, lens, signal }) {
  const { state } = store;
  const track = el("div");
  const words = el("span", { class: "number", "data-testid": "critic" });
  const needle = el("i");
  const scale = el("div", { class: "scale", "aria-hidden": "true", "data-testid": "critic-needle" }, needle);
  const none = el("p", { class: "soft", "data-testid": "no-likelihood" }, text("sliders.noLikelihood"));
  const element = el("div", { class: "fader", hidden: true }, track);
  element.append(el("p", { class: "critic" }, glossed("critic", words)), scale, none);
  /** @type {import("./slider.js").Slider | null} */
  let slider = null;

  function build() {
    const part = state.view && partOfKind(state.view.parts, "blend");
    element.hidden = !part;
    slider = part
      ? createSlider(axisOf(state.view, part), { store, frame, lens, heading, tail: el("span"), inWords })
      : null;
    track.replaceChildren(...(slider ? [slider.element] : []));
    due();
  }

  function show() {
    const { engine, pixels } = state;
    if (!slider || !pixels || !engine?.realness) return;
    const percent = Math.round(100 * engine.realness(engine.score(pixels)));
    needle.style.transform = `translateX(${percent}%)`;
    setText(words, text("sliders.critic", { percent }));
  }

  const due = frame.job(STAGE.background, show, signal);
  store.watch(["pixels", "engine"], due, signal);
  return { element, build, sliders: () => (slider ? [slider] : []) };
}

const heading = () => [el("b", {}, text("sliders.fader"))];
const inWords = (/** @type {number} */ value) => text("sliders.faderShare", { percent: Math.round(100 * value) });

/** @returns {import("../kit/axes.js").Axis} */
function axisOf({ latentDim }, { start }) {
  const vector = Float32Array.from({ length: latentDim }, (_, d) => Number(d === start));
  return { id: "fader", name: text("sliders.fader"), dim: null, vector, low: 0, high: 1, rest: 1 };
}

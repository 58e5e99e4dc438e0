/** The knobs: what may be turned while it trains, and below what starts anew. */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { DIGITS, STOPS } from "./settings.js";

/** @typedef {import("./settings.js").Settings} Settings */

const RANGES = {
  beta: { label: "playground.beta", hint: "playground.betaHint" },
  rate: { label: "playground.rate", hint: "playground.rateHint" },
  sigma: { label: "playground.sigma", hint: "playground.sigmaHint" },
  latentDim: { label: "playground.latentDim", hint: "playground.latentDimHint" },
  width: { label: "playground.width", hint: "playground.widthHint" },
};
/** Keys of texts: what the knobs of numbers are called. */
export const KNOB_NAMES = {
  ...Object.fromEntries(Object.entries(RANGES).map(([name, { label }]) => [name, label])),
  pace: "playground.pace",
  seed: "playground.seed",
};
export const LIKELIHOOD_NAMES = {
  bernoulli: "playground.bernoulli",
  learned: "playground.learned",
  fixed: "playground.fixed",
};

/** @param {(turned: Partial<Settings>) => void} turn */
export function createKnobs(turn) {
  const ranges = Object.fromEntries(Object.keys(RANGES).map((name) => [name, createRange(name, turn)]));
  const noise = el("input", {
    type: "checkbox",
    "data-testid": "play-noise",
    onchange: () => turn({ noise: noise.checked }),
  });
  const likelihood = el("select", {
    "data-testid": "play-likelihood",
    "aria-label": text("playground.likelihood"),
    onchange: () => turn({ likelihood: /** @type {any} */ (likelihood.value) }),
  });
  const noiseRow = el(
    "label",
    { class: "check", title: text("playground.noiseHint") },
    noise,
    el("span", {}, text("playground.noise")),
  );
  const element = el(
    "section",
    { class: "knobs", "aria-label": text("playground.knobs") },
    el("h2", {}, text("playground.live")),
    ranges.beta.element,
    ranges.rate.element,
    noiseRow,
    el("label", { class: "knob" }, el("span", {}, text("playground.likelihood")), likelihood),
    ranges.sigma.element,
    el("h2", {}, text("playground.restarts")),
    ranges.latentDim.element,
    ranges.width.element,
  );

  return {
    element,

    /** @param {Settings} settings */
    show(settings) {
      for (const [name, range] of Object.entries(ranges)) range.show(settings[name]);
      ranges.sigma.element.hidden = settings.likelihood !== "fixed";
      noise.checked = settings.noise;
      const names = STOPS.likelihood.filter((name) => settings.data === DIGITS || name !== "bernoulli");
      if (likelihood.options.length !== names.length)
        likelihood.replaceChildren(...names.map((name) => el("option", { value: name }, text(LIKELIHOOD_NAMES[name]))));
      likelihood.value = settings.likelihood;
    },
  };
}

/** A slider over the stops of a knob. */
function createRange(name, turn) {
  const stops = STOPS[name];
  const value = el("output", { class: "number" });
  const input = el("input", {
    type: "range",
    min: 0,
    max: stops.length - 1,
    step: 1,
    "data-testid": `play-${name}`,
    oninput: () => turn({ [name]: stops[Number(input.value)] }),
  });
  const label = el("span", {}, text(RANGES[name].label));
  const element = el("label", { class: "knob", title: text(RANGES[name].hint) }, label, value, input);
  return {
    element,
    show(/** @type {number} */ present) {
      input.value = String(stops.indexOf(present));
      input.setAttribute("aria-valuetext", String(present));
      setText(value, String(present));
    },
  };
}

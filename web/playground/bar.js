/** Train, and what is trained on: the first thing to press, and the figures of the moment. */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { MOST_SEED, STOPS } from "./settings.js";

export const DATA_NAMES = {
  digits: "playground.digits",
  ring: "playground.ring",
  moons: "playground.moons",
  spiral: "playground.spiral",
  clusters: "playground.clusters",
  drawn: "playground.drawn",
};
export const PACE_NAMES = {
  30: "playground.slow",
  150: "playground.medium",
  600: "playground.quick",
  0: "playground.full",
};
const MEASURED_MS = 500; // for epochs a second

/** @typedef {import("./settings.js").Settings} Settings */

/**
 * @param {{train: () => void, epoch: () => void, reset: () => void, turn: (turned: Partial<Settings>) => void}} heard
 */
export function createBar({ train, epoch, reset, turn }) {
  const start = el(
    "button",
    { class: "primary train", "data-testid": "play-train", onclick: train },
    text("playground.train"),
  );
  const one = el(
    "button",
    { title: text("playground.epochHint"), "data-testid": "play-epoch", onclick: epoch },
    text("playground.oneEpoch"),
  );
  const again = el(
    "button",
    { title: text("playground.resetHint"), "data-testid": "play-reset", onclick: reset },
    text("playground.reset"),
  );
  const data = choice("play-data", STOPS.data, DATA_NAMES, (value) => turn({ data: value }));
  const pace = choice("play-pace", STOPS.pace, PACE_NAMES, (value) => turn({ pace: Number(value) }));
  const seed = el("input", {
    type: "number",
    min: 0,
    max: MOST_SEED,
    step: 1,
    "data-testid": "play-seed",
    onchange: () => turn({ seed: Math.min(MOST_SEED, Math.max(0, Math.round(Number(seed.value)) || 0)) }),
  });
  const [epochs, nats, speed] = ["epochs", "elbo", "speed"].map((name) =>
    el("span", { class: "number", "data-testid": `play-${name}` }),
  );
  const element = el(
    "div",
    { class: "bar" },
    start,
    one,
    again,
    el("label", {}, text("playground.data"), data),
    el("label", {}, text("playground.pace"), pace),
    el("label", {}, text("playground.seed"), seed),
    el("div", { class: "facts" }, epochs, nats, speed),
  );
  const measure = speedometer();

  return {
    element,
    running: (/** @type {boolean} */ isRunning) =>
      setText(start, text(isRunning ? "playground.pause" : "playground.train")),

    /** @param {Settings} settings */
    settings(settings) {
      data.value = settings.data;
      pace.value = String(settings.pace);
      seed.value = String(settings.seed);
    },

    /** @param {import("./session.js").Shown | null} picture @param {import("./curves.js").History} history */
    draw(picture, history) {
      const last = history.epochs.length - 1;
      const elbo = last < 0 ? "" : (history.recon[last] + history.kl[last]).toFixed(2);
      setText(epochs, text("playground.epochs", { n: Math.floor(picture?.epochs ?? 0) }));
      setText(nats, elbo && text("playground.elbo", { nats: elbo }));
      setText(speed, text("playground.speed", { n: Math.round(measure(picture?.epochs ?? 0)) }));
    },
  };
}

/** @param {string} testid @param {readonly (string | number)[]} values */
function choice(testid, values, names, choose) {
  const options = values.map((value) => el("option", { value: String(value) }, text(names[value])));
  const select = el("select", { "data-testid": testid, onchange: () => choose(select.value) }, ...options);
  return select;
}

/** Epochs a second over the last half second of drawing. */
function speedometer() {
  let [since, from, rate] = [0, 0, 0];
  return (/** @type {number} */ epochs) => {
    const now = performance.now();
    if (epochs < from) [since, from, rate] = [now, epochs, 0];
    if (now - since > MEASURED_MS) [rate, since, from] = [(1000 * (epochs - from)) / (now - since), now, epochs];
    return rate;
  };
}

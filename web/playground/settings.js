/** What a visitor can turn: the knobs, their stops, and how a link writes them. */

import { TOYS } from "./toys.js";

export const DIGITS = "digits";
export const DRAWN = "drawn";

/** The choices of every knob; the first of `data` is what the page opens with. */
export const STOPS = {
  data: [DIGITS, ...TOYS, DRAWN],
  beta: [0, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 10],
  rate: [0.0001, 0.0003, 0.001, 0.002, 0.005, 0.01, 0.03, 0.1],
  noise: [true, false],
  likelihood: ["bernoulli", "learned", "fixed"],
  sigma: [0.02, 0.05, 0.1, 0.2, 0.5, 1],
  latentDim: [1, 2, 3, 4, 8],
  width: [8, 16, 32, 64, 128],
  pace: [30, 150, 600, 0], // steps a second; 0 as many as go
};

/** @typedef {import("./likelihood.js").Likelihood} Likelihood */
/** @typedef {{data: string, beta: number, rate: number, noise: boolean, likelihood: Likelihood, sigma: number,
 *   latentDim: number, width: number, pace: number, seed: number}} Settings */

/** @type {Settings} */
export const FIRST = {
  data: DIGITS,
  beta: 1,
  rate: 0.005,
  noise: true,
  likelihood: "bernoulli",
  sigma: 0.2,
  latentDim: 2,
  width: 64,
  pace: 150,
  seed: 0,
};
export const MOST_SEED = 9999;

/** Knobs whose change starts anew: the network has another shape, or the images are others. */
export const RESTARTS = ["data", "latentDim", "width", "seed"];

/** The likelihood that images begin with: a position is no probability, and its spread is known. */
const natural = ({ data }) => (data === DIGITS ? { likelihood: FIRST.likelihood, sigma: FIRST.sigma } : OF_POINTS);
/** @type {Pick<Settings, "likelihood" | "sigma">} */
const OF_POINTS = { likelihood: "fixed", sigma: 0.1 };

/** The settings, with a likelihood that such images may have. @param {Settings} settings @returns {Settings} */
export function fitting(settings) {
  const fits = settings.data === DIGITS || settings.likelihood !== "bernoulli";
  return fits ? settings : { ...settings, ...natural(settings) };
}

/** What each *Break it* button turns; all else is as at first. @type {Record<string, Partial<Settings>>} */
export const BREAKS = {
  noKl: { beta: 0 },
  autoencoder: { beta: 0, noise: false },
  strongKl: { beta: 10 },
  wideSigma: { likelihood: "fixed", sigma: 1 },
  narrowSigma: { likelihood: "fixed", sigma: 0.02 },
  fast: { rate: 0.1 },
};

/** What mends: the knobs that a break may have turned, as they are at first. @param {Settings} settings */
export function mended(settings) {
  const { beta, noise, rate } = FIRST;
  return { ...settings, beta, noise, rate, ...natural(settings) };
}

/** @param {Settings} settings @param {string} name */
export const broken = (settings, name) => fitting({ ...mended(settings), ...BREAKS[name] });

/** The break whose knobs these are, or null. @param {Settings} settings */
export function breakOf(settings) {
  const knobs = ({ beta, noise, likelihood, sigma, rate }) =>
    [beta, noise, likelihood, likelihood === "fixed" && sigma, rate].join();
  return Object.keys(BREAKS).find((name) => knobs(broken(settings, name)) === knobs(settings)) ?? null;
}

/** What is not as at first. @param {Settings} settings */
export const changed = (settings) => Object.entries(settings).filter(([name, value]) => value !== FIRST[name]);

/** "data:ring,beta:4". @param {Settings} settings */
export function settingsText(settings) {
  return changed(settings)
    .map(([name, value]) => `${name}:${typeof value === "boolean" ? Number(value) : value}`)
    .join();
}

/**
 * The inverse.
 *
 * @param {string} written
 * @returns {Settings | null} null where the text is damaged
 */
export function readSettings(written) {
  /** @type {Record<string, any>} */
  const read = { ...FIRST };
  for (const part of written.split(",").filter(Boolean)) {
    const [name, value] = part.split(":");
    const stops = Object.hasOwn(STOPS, name) ? STOPS[name] : [];
    const found = name === "seed" ? seedOf(value) : stops.find((stop) => String(stop) === value);
    const isNoise = name === "noise" && (value === "0" || value === "1");
    if (found === undefined && !isNoise) return null;
    read[name] = isNoise ? value === "1" : found;
  }
  return fitting(/** @type {Settings} */ (read));
}

/** @param {string} value */
const seedOf = (value) => (/^\d{1,4}$/.test(value ?? "") ? Number(value) : undefined);

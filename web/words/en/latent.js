/** Priors by name, as they follow "this model's", and draws from them. */

/** @type {Record<string, import("../words.js").Text>} */
export const LATENT = {
  standard: "prior N(0, I)",
  diagonal: "learned normal prior",
  mixture: "mixture prior",
  vamp: "VampPrior",
  flow: "RealNVP prior",
  codes: "transformer prior",
  energy: "energy-based prior",

  goToDraw: "Go to a random draw from the {prior}",
  goToKept: "Go to one of {count} draws from this model's {prior}",
  addDraw: "Add a random draw from the {prior}",
  addKept: "Add one of {count} draws from this model's {prior}",
  noDraws: "The atlas keeps no draws from this model's {prior}: run python -m vae_core atlas {name}",
};

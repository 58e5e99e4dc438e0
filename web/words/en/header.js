/** The header of every page. */

/** @type {Record<string, import("../words.js").Text>} */
export const HEADER = {
  region: "Model, help, language and theme",
  models: "Choose a model",
  model_title: "Model: {name}",
  close: "Close",
  language: "Read in {name}",
  theme: "Light or dark",
};

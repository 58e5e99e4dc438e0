/** The header of every page. */

/** @type {Record<string, import("../words.js").Text>} */
export const HEADER = {
  region: "Model, help, language and theme",
  models: "Choose a model",
  model_title: "Model: {name}",
  pages: "Pages",
  more: "More",
  wordsHere: "Words on this page:",
  toSliders: "To the sliders",
  toMap: "To the map",
  toPlane: "To the plane",
  close: "Close",
  language: "Read in {name}",
  theme: "Light or dark",
};

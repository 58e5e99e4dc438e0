/** English of web/odd: odd ones out. */

/** @type {Record<string, import("../words.js").Text>} */
export const ODD = {
  threshold: "How many images are called strange",
  roc: "ROC: strange images found, over ordinary ones taken for strange",
  pr: "Precision over recall",
  rocAxes: "Across: ordinary images called strange. Up: strange images found.",
  prAxes: "Across: strange images found. Up: how many of those called strange are.",
  rocArea: "Area under ROC {area}, 95 % interval {low} to {high}",
  prArea: "Area under precision–recall {area}, 95 % interval {low} to {high}",
  above: "Just above the threshold: called strange",
  below: "Just below it: let pass",
  scores: "Scores",
  each: "What each score calls strange",
  ordinary: "ordinary",
  odd: "strange",
  said: "Finds {found} of {all} strange images, and takes {wrong} of {ordinary} ordinary ones for strange.",
  area: "area under precision–recall {area}",
  openOdd: "Open strange image {number} in Explore",
  openOrdinary: "Open ordinary image {number} in Explore",
};

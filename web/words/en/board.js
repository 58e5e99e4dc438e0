/** English of web/board: what is written on a plane of decoded pictures. */

/** @type {Record<string, import("../words.js").Text>} */
export const BOARD = {
  priorMass: "{percent} % of the prior",
  component: "PC {n}",
  firstToSecond: "first to second image",
  towardsThird: "towards the third",
  quantileOf: "prior quantile of {axis}",
};

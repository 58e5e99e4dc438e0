/** English of web/factors: true factors beside the numbers of a code. */

/** @type {Record<string, import("../words.js").Text>} */
export const FACTORS = {
  heading: "True factors",
  caption: "How much each number tells of each factor: mutual information, as a share of the factor's entropy",
  name_shape: "shape",
  name_scale: "size",
  name_rotation: "rotation",
  name_x: "x",
  name_y: "y",
  dimTells: "z{dim} tells most of {name}: {percent} % of its entropy.",
  factorIn: "{name} is mostly in z{dim}: {percent} % of its entropy.",
  drawn: "drawn",
  decoded: "decoded",
  game: "Which slider is it?",
  ask: "One number moves. Which factor does it change most?",
  right: "Yes: z{dim} tells most of {name}. {right} of {n} right.",
  wrong: "No: it was z{dim}, which tells most of {name}. {right} of {n} right.",
};

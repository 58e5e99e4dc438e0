/** English of web/zoo: the family tree. */

/** @type {Record<string, import("../words.js").Text>} */
export const ZOO = {
  tree: "Family tree of the models",
  open: "Open {name} on Explore",
  others: "Also here:",
  pause: "Pause the pictures",
  go: "Let the pictures move",
  again: "New draws",
};

/** What the trust meter and the judge of pictures say. */

/** @type {Record<string, import("../words.js").Text>} */
export const METER = {
  well: "well supported",
  sparse: "sparsely supported",
  none: "unsupported",
  levelAndReason: "{level}: {reason}",
  pictureUnclear: "code near the data, picture unclear",
  codeFar: "picture clear, code far from the data",
  both: "code far from the data, picture unclear",

  oneClass: "looks like {class}",
  twoClasses: "between {first} and {second}",
  noDigit: "no clear digit",
  noLetter: "no clear letter",
  noCharacter: "no clear character",
  noClass: "no clear class",
  captionAndLevel: "{caption}, {level}",

  neighboursOfOneClass: "its neighbours: all {class}",
  neighbours: "its neighbours: {classes}",
  all: "all {class}",
  mostly: "mostly {class}",
  image: "{class} · #{index}",
  imageWithoutClass: "#{index}",
  test: "test",
  training: "training",
  splitImage: "{split} image {index}",
  splitImageOfClass: "{split} image {index}, {class}",
};

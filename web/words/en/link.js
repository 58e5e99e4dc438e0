/** What a link holds, field by field, and what is wrong with one. */

/** @type {Record<string, import("../words.js").Text>} */
export const LINK = {
  z: "the point",
  map: "the map",
  colour: "the colouring",
  camera: "the map's zoom",
  hidden: "the hidden classes",
  pics: "the pictures on the map",
  scale: "the picture's colours",
  smooth: "the smoothing",
  over: "the overlays",
  plane: "the plane",
  equal: "equal prior mass",
  view: "the plane's zoom",
  tour: "the stop of the tour",
  locks: "the locks",
  all: "the number of sliders",
  names: "the names of the sliders",
  own: "your own sliders",
  factors: "the sliders of the true factors",
  ask: "the question of the game",
  way: "the waypoints",
  held: "the class that is held",
  drawn: "the drawn path",
  walk: "the kind of walk",
  head: "the position on the walk",
  speed: "the speed of the walk",
  repeat: "the walk's repeat setting",
  seconds: "the walk's duration",

  unknownField: "“{name}”",
  unknown: "unknown here",
  leftOut: "{field} ({why})",
  ignored: "Ignored in this link: {fields}.",
  ignoredAndMore: {
    one: "Ignored in this link: {fields} and 1 more.",
    other: "Ignored in this link: {fields} and {n} more.",
  },
  ignoredNewer: "{sentence} The link was made by a newer version.",

  directionName: "direction {n}",
};

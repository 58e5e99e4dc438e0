/** English of web/sliders: the painted sliders, and those of the visitor's own with what they do. */

/** @type {Record<string, import("../words.js").Text>} */
export const SLIDERS = {
  sliders: "Latent dimensions",
  group: "Sliders: left and right move one, up and down lead to the next, Enter names it",
  slider: "Drag, or use the arrow keys (with Shift for fine steps). Double-click: back to the mean of the codes.",
  spoken: "{name} = {value}",
  spokenAs: "{name} = {value}, {caption}",
  more: { one: "1 more", other: "{n} more" },
  fewer: "Fewer",
  whyThese: "Which sliders come first",
  whyTheseSays:
    "Each slider is one of the numbers that the model keeps of a picture. The {n} that tell most about a picture come" +
    " first (the largest KL to the prior, on average over the images of the map), and with them any that you have" +
    " named.",
  details: "Details",
  detailsTitle: "Nats, locks, uncertainty, the parts of the support, and how exactly this browser decodes",
  inactive: "{n} inactive: {names}",
  inactiveTitle:
    "Their posterior mean hardly varies over the images of the map (variance below 0.01): moving them changes nothing.",
  lock: "Lock {name}",
  lockTitle: "Keep {name} fixed while the others move (L on the slider)",
  rename: "Give this slider a name of your own (Enter on the slider)",
  renameOf: "Rename {name}",
  nameOf: "Name of {name}",
  renamed: "{given} ({name})",

  newFromClass: "New slider: a class vs. all others",
  fromClass: "New slider from a class…",
  classVsRest: "{name} vs. all others",
  export: "Export",
  exportTitle: "Save your own sliders for this model as a JSON file",
  import: "Import",
  importTitle: "Add sliders from a JSON file that was made for this model",
  file: "{model}-directions.json",

  classes: "The same style in every class",
  keepStyle: "Keep the style, take class {name}",
  believed: "q(y|x) of this picture: {name}, {percent} %",
  believedOfDrawing: "q(y|x) of your drawing: {name}, {percent} %",
  blendFrom: "{from} to",
  blendWith: "Class to blend with",
  blendLabel: "Blend from class {from} to class {to}",
  blendShare: "{percent} %",
  fader: "Twin → adversarial",
  faderShare: "{percent} %",
  critic: "The critic finds it more real than {percent} % of held-out images",
  noLikelihood: "No nats here: a critic shaped these pictures, and it says how real one looks, not how probable it is.",
  level: "Level {n}",
  levelNumbers: { one: "1 number", other: "{n} numbers" },
  lockLevel: "Lock",
  lockLevelTitle: "Keep level {n} while everything else is drawn, dragged or taken from an image",
  redrawBelow: "Redraw below",
  redrawBelowTitle: "Draw the levels below level {n} anew: this level and those above it stay",
  takeLevel: "From pinned",
  takeLevelTitle:
    "Take level {n} from the picture that Compare keeps beside this one: the levels below keep their noise and follow",
  temperature: "Temperature",
  temperatureOf: "Temperature of level {n}",
  temperatureTitle:
    "How far this level is from its likeliest value given those above, as the root mean square of its noise: 0 is " +
    "the mean, about 1 a draw",
  fromImage: "Levels from the image",
  fromImageTitle:
    "How many levels, counted from the top, are taken from the last image; the others are drawn from the prior",
  noneFromImage: "none",
  firstFromImage: "the first {k} of {n}",
  allFromImage: "all",
  drawRest: "Draw the rest again",
  drawRestTitle: "Draw the levels that are not from the image anew",
  directionName: "Name of this direction",
  remove: "Remove {name}",
  removeTitle: "Remove this slider",

  class: "class {name}",
  selection: "the selection",
  towards: "towards {group}",
  between: "{a} − {b}",

  measuring: "measuring…",
  imported: "imported",
  importedTitle: "The file does not say what this slider does.",
  withCounts: { one: "{words}, from 1 picture only", other: "{words}, from {n} pictures only" },
  reliable: "reliable",
  reliableAlso: "reliable, but also changes: {class}",
  partly: "works on some pictures",
  partlyAlso: "works on some pictures, and also changes: {class}",
  byChance: "no better than chance",
  byChoice: "leads to the group you chose",
  apart: "tells the two groups apart",
  partlyApart: "tells many of them apart",

  turnsTitle:
    "{n} pictures of other classes were moved along this slider, to the value where it does most (found with other" +
    " pictures), and decoded: {share} % then look like {class} (95 % interval {low} to {high} %). Moved as far along" +
    " random directions, {chance} % do.",
  alsoTitle: "{share} % turn into {class} as well.",
  countsTitle: "It was made from {a} pictures against {b}.",
  aucTitle: "Held-out AUC {auc}: how often a code of the first group lies farther along than one of the second.",
  aucBetweenTitle:
    "Held-out AUC {auc} ({low} to {high}): how often a code of the first group lies farther along than one of the" +
    " second.",
  effectTitle: "Effect size d = {d}; 95 % of random directions stay below {chance}.",
  byChoiceTitle: "You chose the group on a map, so it lies apart by your choice: these two figures show nothing more.",
  leakTitle: "Of the other classes, {class} lies farthest towards the first group (AUC {auc} against the rest).",
};

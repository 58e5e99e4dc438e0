/** English of web/sliders: the painted sliders, and those of the visitor's own with what they do. */

/** @type {Record<string, import("../words.js").Text>} */
export const SLIDERS = {
  sliders: "Latent dimensions",
  slider: "Drag, or use the arrow keys (with Shift for fine steps). Double-click: back to the mean of the codes.",
  inactive: "{n} inactive: {names}",
  inactiveTitle:
    "Their posterior mean hardly varies over the images of the map (variance below 0.01): moving them changes nothing.",
  lock: "Lock {name}",
  lockTitle: "Keep {name} fixed while the others move",
  rename: "Give this slider a name of your own",
  nameOf: "Name of {name}",
  renamed: "{given} ({name})",

  newFromClass: "New slider: a class vs. the rest",
  fromClass: "+ slider from a class…",
  classVsRest: "{name} vs. the rest",
  orLasso: "or lasso codes on the map",
  export: "Export",
  exportTitle: "Save your own sliders for this model as a JSON file",
  import: "Import",
  importTitle: "Add sliders from a JSON file that was made for this model",
  file: "{model}-directions.json",
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
  withCounts: "{words} · {a} against {b} codes",
  turns: "turns {share} % into {class} ({low} to {high} %)",
  turnsAlso: "turns {share} % into {class} ({low} to {high} %), {alsoShare} % into {alsoClass}",
  turnsByChance: "no better than chance (turns {share} % into {class}, random directions {chance} %)",
  apartByChance: "no better than chance (d {d} vs {chance})",
  byChoice: "chosen on the map, so apart by choice",
  pairs: "tells {auc} % of pairs apart",
  pairsBetween: "tells {auc} % of pairs apart ({low} to {high} %)",

  turnsTitle:
    "{n} codes of other classes were moved along this slider, to the value where it does most (found with other" +
    " codes), and decoded: {share} % then look like {class} (95 % interval {low} to {high} %). Moved as far along" +
    " random directions, {chance} % do.",
  aucTitle: "Held-out AUC {auc}: how often a code of the first group lies farther along than one of the second.",
  aucBetweenTitle:
    "Held-out AUC {auc} ({low} to {high}): how often a code of the first group lies farther along than one of the" +
    " second.",
  effectTitle: "Effect size d = {d}; 95 % of random directions stay below {chance}.",
  byChoiceTitle:
    "The group was chosen on a map, so it lies apart because of how it was chosen: these two figures say nothing more.",
  leakTitle: "Of the other classes, {class} lies most towards the first group (AUC {auc} against the rest).",
};

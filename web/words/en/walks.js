/** The Interpolate page: waypoints, playback, one row for each walk, the map, the blend of four corners, exports. */

/** @type {Record<string, import("../words.js").Text>} */
export const WALKS = {
  interpolate: "Interpolate",

  linear: "Linear",
  linearHint: "The straight line in the latent space. Click to choose this walk.",
  slerp: "Spherical",
  slerpHint: "The arc around z = 0: the norm changes evenly. Click to choose this walk.",
  data: "Data-following",
  dataHint:
    "Along real codes: of all paths between near neighbours, the one with the smallest sum of squared steps. " +
    "Click to choose this walk.",
  geodesic: "Geodesic",
  geodesicHint:
    "The walk that changes the picture least, by the decoder's pull-back metric. Click to choose this walk.",
  geodesicNearData: "Geodesic near the data",
  geodesicNearDataHint:
    "Stays where the data supports both code and picture; " +
    "its pictures may change more than along the straight line. Click to choose this walk.",
  drawn: "Drawn",
  drawnHint: "The path you drew on the map. Click to choose this walk.",

  waypoints: "Waypoints, in the order of the walk",
  cardHint: "Drag to reorder",
  point: "a point",
  earlier: "Earlier",
  earlierLabel: "Earlier: waypoint {n}, {name}",
  remove: "Remove",
  removeLabel: "Remove: waypoint {n}, {name}",
  later: "Later",
  laterLabel: "Later: waypoint {n}, {name}",

  add: "Add a waypoint",
  ofClass: "+ image of class",
  ofClassLabel: "Add an image of a class",
  ofClassHint: "Add a random image of a class",
  number: "image no.",
  numberLabel: "Add an image by number",
  numberHint: "Type the number of an image, then press Enter",
  currentPoint: "+ current point",
  currentPointHint: "Add the point where you are now",
  priorSample: "+ prior sample",
  reverse: "Reverse",
  reverseHint: "Walk the other way",
  randomPair: "Random pair",
  randomPairHint: "Two random images of different classes",

  tooFew: "Choose at least two waypoints.",
  standsStill: "All waypoints are the same code: the walk stands still.",
  outside: "Waypoint {n} lies outside the data, where the decoder has learned nothing.",

  playback: "Playback",
  play: "▶ Play",
  playLabel: "Play the walk: {method}",
  pause: "❚❚ Pause",
  pauseLabel: "Pause the walk: {method}",
  playHint: "Play or pause (space)",
  scrubber: "Position along the walk",
  percent: "{percent} %",
  speed: "Speed",
  speedHint: "Equal steps of the code, or equal changes of the picture",
  latentSpeed: "constant latent speed",
  visualSpeed: "constant visual speed",
  repeat: "Repeat",
  repeatHint: "What happens at the end of the walk",
  once: "once",
  loop: "loop",
  swing: "ping-pong",
  seconds: "Seconds",
  secondsHint: "Time from one end to the other",
  secondsChoice: "{seconds} s",

  computing: "Computing. The first walk of a model takes a few seconds, later ones one or two.",
  legend:
    "Under the pictures: support along the walk, 0 to 100 %. Dashed lines: well supported from {well} %, " +
    "unsupported below {sparse} %. An arrow marks the figure that a walk makes as small as possible.",
  needsPython:
    "Data-following walks and geodesics need PyTorch: " +
    "the app has them, and so does python -m vae_core interpolate.",
  stripLabel: "{method}: the walk in {n} pictures",
  curveLabel: "{method}: support along the walk, {mean} per cent on average, {lowest} at the lowest",
  curveUnknown: "{method}: support along the walk is unknown, because the model's folder has no trust meter",
  minimised: "{hint} This walk makes it as small as possible.",
  squaredSteps: "squared steps",
  squaredStepsHint: "Sum of the squared latent steps between neighbouring codes on the way.",
  weightedLength: "weighted length",
  weightedLengthHint: "Change of the picture, each step weighted more the less the trust meter supports it.",
  pictureLength: "picture length",
  pictureLengthNats: "Sum of the Fisher-Rao distances between successive pictures (square roots of nats).",
  pictureLengthGrey: "Sum of the distances between successive pictures, in grey values.",
  latentLength: "latent length",
  latentLengthHint: "Sum of the Euclidean steps of the code.",
  largestJump: "largest jump",
  largestJumpHint: "Largest change of the picture in one of the {n} steps.",
  meanSupport: "mean support",
  meanSupportHint: "Mean of the trust meter along the walk.",
  lowestSupport: "lowest support",
  lowestSupportHint: "Lowest value of the trust meter along the walk.",
  rootNats: "{value} √nats",
  greyValues: "{value} grey",

  map: "Map of the walks",
  mapLabel:
    "Map of the walks. Arrow keys move and decode, Enter pins the point, A adds it as a waypoint, " +
    "plus and minus zoom.",
  draw: "Draw a path",
  drawHint: "Then drag over the map: your path becomes a walk of its own",
  removePath: "Remove path",
  removePathHint: "Remove the path you drew",
  fit: "Fit",
  fitHint: "Show the whole map",
  drawing: "Drag over the map to draw, or press Escape to cancel.",
  pathTooShort: "A path needs more than one point: press, drag over the map, then let go.",
  pathDrawn: "Your path of {n} points is the last row.",

  lattice: "Blend of four corners",
  latticeLabel: "Bilinear blend of four waypoints. Hover to decode between them.",
  latticeNeeds:
    "Needs four waypoints: add {n} more. " + "They become the corners: top left, top right, bottom left, bottom right.",
  latticeText: "Waypoints 1 to 4 are the corners, with {side} × {side} blends of them. Hover to decode, click to pin.",
  latticePng: "Save PNG",
  latticePngHint: "Save the blend as it is shown",

  export: "Export",
  exportHint: "Files and code of the chosen walk",
  frames: "Frames",
  size: "Size ×",
  sizeLabel: "Screen pixels per pixel",
  gif: "GIF",
  gifHint: "Animated, repeating as chosen",
  filmHint: "Recorded in real time",
  png: "PNG strip",
  pngHint: "All frames side by side",
  npz: "NPZ",
  npzHint: "z (T, D) and images (T, C, H, W), float32",
  python: "Copy as Python",
  pythonHint: "The same walk with vae_core",
  pythonCopied: "Copied as Python: {method}",
  copyThis: "Copy this:",
  noWalk: "There is no walk yet: choose two waypoints.",
  saved: "{format} saved",
  makingGif: "Making the GIF: {percent} %",
  recording: "Recording: {percent} %",
  gifTooLarge:
    "{frames} frames of {width} × {height} are {millions} million pixels; a GIF may have {most} million here. " +
    "Choose fewer frames or a smaller size.",
  npzTooLarge:
    "{frames} pictures are {millions} million numbers; an archive may have {most} million here. " +
    "Choose fewer frames.",
};

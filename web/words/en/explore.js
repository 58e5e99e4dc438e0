/** English of web/explore: the picture, what is said of it, and what can be done with it. */

/** @type {Record<string, import("../words.js").Text>} */
export const EXPLORE = {
  picture: "Decoded picture",
  pictureLabel: "decoded picture",
  spread: "± 1 std of each pixel, {n} posterior draws, brightest {peak}",
  spreadNear: "± 1 std of each pixel, {n} draws from a Gaussian near the posterior, brightest {peak}",

  reset: "Reset",
  resetTitle: "Go to z = 0, the middle of the prior",
  resetElsewhereTitle: "Go to z = 0, which need not be a likely point under this model's {prior}",
  random: "Random z",
  testImage: "Test image",
  trainingImage: "Training image",
  testImageTitle: "Go to the code of a random test image",
  trainingImageTitle: "Go to the code of a random training image",
  hold: "Hold: uncertainty",
  holdTitle: "Hold this button or the U key: the standard deviation of each pixel under the posterior at z",
  view: "View",
  viewTitle: "How the picture is drawn",
  smooth: "Smooth",
  colours: "Colours",
  grey: "grey, as in the data",
  ink: "ink on paper",
  ember: "ember, perceptual",
  share: "Share",
  shareTitle: "A link, code and files of exactly this picture",
  copyLink: "Copy link",
  copyLinkTitle: "A link that brings back exactly what you see",
  copyPython: "Copy as Python",
  copyPythonTitle: "Code that decodes these very pixels with vae_core",
  savePng: "Save PNG ×",
  pngScale: "Size of each pixel in the PNG",
  saveNpy: "Save NPY",
  saveNpyTitle: "float32, (C, H, W), in [0, 1]",

  meterTitle:
    "How well the data supports this point: how many per cent of the codes of held-out images are supported less." +
    " Code: does z lie where the codes of real images lie? Picture: does the decoded picture look like those that" +
    " real codes decode to? The worse of the two counts, with the code's figure taken three times as high. It is" +
    " calibrated on draws from the posteriors of real images, for which every value is equally likely. The Model" +
    " page shows what it tells apart.",
  support: "% support",
  parts: "code {code} · picture {picture}",
  noMeter: "This folder has no trust meter: python -m vae_core atlas {name} makes it.",
  judgeTitle:
    "Named by the judge, a small classifier that comes with the model. It is right on {share} % of {count} test" +
    " images and names a class when it is at least {sure} % sure.",
  nearest: "nearest: {image}, {distance} away",
  nearestHere: "nearest: {image}, exactly here",
  nearestPicture: "nearest real code, decoded",
  spokenSupport: "support {percent} per cent, {words}",
  spoken: "{words}.",

  nearestImages: "Nearest images",
  nearestTest: "Nearest test images",
  nearestTraining: "Nearest training images",
  parity: "Browser matches PyTorch to {difference} per pixel",
  parityTitle:
    "The largest difference of one pixel between this browser's decoder and PyTorch, over a few codes, measured" +
    " once for this model",
  goTo: "Go to {image}",
  goToPair: "Go to {image}. Left: the original. Right: decoded from its code.",
  original: "original",
  decoded: "decoded",
  here: "here",

  history: "History: hover to preview, press to return",
  undo: "Undo",
  undoTitle: "Back to the previous pin (Ctrl+Z)",
  redo: "Redo",
  redoTitle: "Forward again (Ctrl+Shift+Z)",
  star: "Star",
  starTitle: "Star this pin, so that it outlasts older ones in the history",
  pin: "Pin {n}",
  pinStarred: "Pin {n}, starred",
  pinOfImage: "Pin {n}, {image}",
  pinOfImageStarred: "Pin {n}, {image}, starred",
  compare: "Compare",
  compareTitle: "Pin this picture and compare it with the next ones",
  comparedPicture: "picture to compare with",
  difference: "difference from the picture to compare with",
  differences: "|Δz| {z}, mean |Δpixel| {pixel}",
};

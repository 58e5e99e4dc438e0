/** The live parts of the Learn page. */

/** @type {Record<string, import("../words.js").Text>} */
export const LEARN = {
  sheetSection: "All that the model can draw",
  sheet:
    "Sheet of decoded pictures: z1 from left to right, z2 from bottom to top. The arrow keys move, with Shift faster.",
  sheetPicture: "Picture decoded at this point of the sheet",
  walk: "From {from} to {to}",
  walkStrip: "Nine pictures on the straight way from {from} to {to}",

  budgets: "A drawing, and what more labels make of it",
  budgetPad: "Pad: draw a digit",
  budgetAnother: "Another image",
  budgetClear: "Clear",
  budgetLabels: "{labels} labels",
  budgetRight:
    "With {labels} labels, {error} ± {spread} % of {images} test images get a wrong class (mean and spread over " +
    "{draws} draws of the labels); with this model, {own} %.",
  ten: "Label ten",
  tenPool: "Pictures to choose from; keys 0 to 9 label the chosen one",
  tenLabels: "Label of the chosen picture",
  tenPicture: "Picture {n}",
  tenPictureLabelled: "Picture {n}, labelled {label}",
  tenPlane: "The plane of the codes, every image in the colour of the nearest label",
  tenRestart: "Start again",
  tenStart: "Choose a picture and say which digit it is. Ten labels must do for {images} other images.",
  tenSoFar: "{count} of 10 labels: they get {percent} % of the {images} other images right.",
  tenDone: "Your ten labels get {percent} % of the {images} other images right.",
  tenRandom:
    "Ten pictures at random: {random} %. One of each digit at random: {each} %. Mean and spread over {draws} draws.",

  lesson: "One image through the VAE",
  inputLabel: "The image x",
  outputLabel: "The decoded draw",
  input: "x: {image}",
  inputDecoded: "x: {image} (decoded: the original is not on this machine)",
  output: "p(x|z): the mean of every pixel",
  draw: "Draw z again",
  repeat: "Repeat",
  noise: "Noise ×",
  noiseLabel: "Scale of the noise",
  resetNoise: "Reset noise",
  given: "The class y, given to encoder and decoder",
  believed: "The bars are q(y|x), made from the image alone: {name}, {percent} %",

  distortion: "nats of distortion: what x still costs once z is known",
  distortionHint: "-log p(x|z): the cross-entropy between x and the decoded draw, summed over all pixels",
  rate: "nats of rate: what z itself costs",
  rateHint: "KL(q(z|x) || N(0, I)), summed over all dimensions",
  elbo: "nats: -ELBO, estimated from this draw",
  elboHint: "Averaged over draws, it is an upper bound on -log p(x); a single draw is not",
  elboHintGiven: "Averaged over draws, it is an upper bound on -log p(x|y); a single draw is not",
  sum: "nats: distortion + rate",
  sumHintNoise: "Not a bound: the noise of this z is not that of the posterior whose rate is counted",
  sumHintFlow: "Not a bound, though close to one: z is drawn from a Gaussian near q, but the rate is that of q itself",
  mean: { one: "mean over 1 draw: {nats} nats", other: "mean over {n} draws: {nats} ± {error} nats" },

  someDimensions: "{shown} of {all}",
  noiseColumn: "{scale} ε",
  klColumn: "KL to N(0, 1), nats",

  betas: "Models trained at several beta",
  otherImages: "Other images",
  beta: "β = {beta}",
  loading: "{model}: loading…",
  planeLabel: "Plane of the codes of the model trained at beta {beta}",
  here: "decoded at the ring",
  hereLabel: "Picture decoded at the ring, at beta {beta}",
  picturesLabel: "Images {images}, reconstructed at beta {beta}",
};

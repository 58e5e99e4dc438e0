/** Playground: a small VAE that trains while one watches. */

/** @type {Record<string, import("../words.js").Text>} */
export const PLAYGROUND = {
  title: "Playground",
  train: "Train",
  pause: "Pause",
  oneEpoch: "One epoch",
  epochHint: "Train on every image once, then pause",
  reset: "Reset",
  resetHint: "Start again from the random weights of this seed",
  data: "Data",
  digits: "Digits",
  ring: "Ring",
  moons: "Two moons",
  spiral: "Spiral",
  clusters: "Clusters",
  drawn: "Draw your own",
  pace: "Speed",
  slow: "Slow",
  medium: "Medium",
  quick: "Quick",
  full: "Full",
  seed: "Seed",
  epochs: { one: "{n} epoch", other: "{n} epochs" },
  elbo: "−ELBO {nats} nats",
  speed: "{n} epochs/s",
  planeLabel: "The latent plane: what it decodes to, and the codes of all images",
  decoded: "Decoded",
  codes: "Codes",
  ellipses: "Ellipses",
  reach: "z{across} and z{up}, ±{reach}",
  reachOfOne: "z{across}, ±{reach}",
  recon: "Reconstruction −log p(x|z)",
  kl: "KL to the prior",
  nats: "{nats} nats",
  range: "{low} to {high}",
  reconLabel: "Reconstruction: {nats} nats after {n} epochs",
  klLabel: "KL: {nats} nats after {n} epochs",
  rebuilt: "Images, and their reconstructions below",
  rebuiltLabel: "One image of each digit, and its reconstruction below",
  pointsLabel: "The points, their reconstructions, and samples from the prior",
  drawHere: "Draw here, with a finger, a pen or the mouse. Then press Train.",
  keyData: "data",
  keyMade: "reconstruction",
  keySamples: "sample from the prior",
  knobs: "Knobs",
  live: "Change while it trains",
  restarts: "Change and start again",
  beta: "β, weight of the KL",
  betaHint: "1 is the ELBO. 0 leaves the KL out; more than 1 presses the codes into the prior",
  rate: "Learning rate",
  rateHint: "How far each step of Adam goes",
  noise: "Noise: z is drawn from q(z|x)",
  noiseHint: "Without noise z is the mean. With β at 0 as well, this is a plain autoencoder",
  likelihood: "Likelihood",
  bernoulli: "Bernoulli",
  learned: "Normal, σ learned",
  fixed: "Normal, σ fixed",
  sigma: "σ",
  sigmaHint: "How far off a pixel or a place may be before it costs much",
  latentDim: "Latent dimensions",
  latentDimHint: "How many numbers stand for an image",
  noNoise: "Noise off",
  setTo: "{knob}: {value}",
  width: "Hidden units",
  widthHint: "Of the encoder, and of the decoder",
  breakIt: "Break it",
  noKl: "No KL",
  noKlLook:
    "Nothing holds the codes: they leave the circles of the prior and shrink to points, and the plane between them " +
    "decodes to nothing that was ever seen.",
  autoencoder: "Plain autoencoder",
  autoencoderLook:
    "Neither noise nor KL: reconstructions get sharp, and the codes lie anywhere. Look between two groups of codes: " +
    "the decoder was never asked about these places.",
  strongKl: "β 10",
  strongKlLook:
    "A code costs ten times what it tells, so none is sent: all codes fall onto the middle, the KL goes to 0, and " +
    "every reconstruction becomes the same average. This is posterior collapse.",
  wideSigma: "σ fixed at 1",
  wideSigmaLook:
    "With σ at 1 even a large error costs almost nothing, and a code costs more than it saves: the codes collapse " +
    "and the reconstructions blur into one.",
  narrowSigma: "σ fixed at 0.02",
  narrowSigmaLook:
    "With so small a σ every error costs hundreds of nats, and the KL counts for nothing: the codes spread far " +
    "beyond the prior, as if it had been left out.",
  fast: "Learning rate 0.1",
  fastLook:
    "Every step goes too far: watch the curves jump instead of settling, and the plane change all at once. Some " +
    "seeds lose most of the plane for good.",
  mend: "Mend it",
  mended: "Mended. Keep training and watch it come back; if it does not, Reset starts again.",
  usualDigits:
    "Press Train. Each colour is a digit: the codes begin in one heap and part into groups while the pictures of the " +
    "plane take shape. Break it to see what each part is for.",
  usualPoints:
    "Press Train. Colour stands for place: where the plane has the colour of a point, it decodes to that point. " +
    "Break it to see what each part is for.",
  diverged: "The numbers have left the range of the computer. Lower the learning rate, then press Reset.",
};

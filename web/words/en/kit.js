/** Sliders, and what is taken away as a file or a text. */

/** @type {Record<string, import("../words.js").Text>} */
export const KIT = {
  nats: "{nats} nats",
  natsHint: "KL to N(0, 1): what this dimension tells about an image, on average over the images of the map",
  touchRule: "Tap, or drag sideways and then anywhere. Swipe up or down to scroll the page; two fingers zoom.",
  linkCopied: "Link copied",
  pythonCopied: "Python copied",
  copyThis: "Copy this:",
  runHere: "run this in the folder of Latent Lens",
};

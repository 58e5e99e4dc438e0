/** The explorer in one HTML file: its own frame around the parts. */

/** @type {Record<string, import("../words.js").Text>} */
export const ONE_FILE = {
  views: "Views",
  explore: "Explore",
  manifold: "Manifold",
  interpolate: "Interpolate",
  stops: "Stops",
  present: "Present",
  theme: "Theme",
  themeHint: "Switch between light and dark",
  tooOld: "This browser cannot unpack the file: it needs Chrome 80, Firefox 113, Safari 16.4 or newer.",
  parity:
    "Measured in this browser just now, on {codes} codes: at most {difference} per pixel from PyTorch ({backend}).",
};

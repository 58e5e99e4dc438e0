/** What failed, and models that do not come. */

/** @type {Record<string, import("../words.js").Text>} */
export const CORE = {
  sentence: "{clause}.",
  failed: "A part of this page failed ({what}). Reload the page; if it fails again, choose another model.",
};

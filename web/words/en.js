/** English: every text of the browser side, by folder. */

/** @type {import("./words.js").Language} */
export const EN = { name: "English", texts: {} };

/** English: every text of the browser side, by folder. */

import { LEARN } from "./en/learn.js";

/** @type {import("./words.js").Language} */
export const EN = { name: "English", texts: { learn: LEARN } };

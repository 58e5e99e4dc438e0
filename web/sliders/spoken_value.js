/** What a slider says of itself to who does not see it: its value, and what has become of the picture. */

import { setAttribute } from "../kit/dom.js";
import { text } from "../words/words.js";

/** @typedef {import("../core/types.js").Support} Support */

/** @param {HTMLInputElement} range @param {() => string} nameNow */
export function createSpokenValue(range, nameNow) {
  let shown = "";
  return {
    /** @param {number} value @param {Support | null} support of the picture there */
    show(value, support) {
      const caption = support?.caption ?? "";
      const key = `${nameNow()} ${value.toFixed(2)} ${caption}`; // what costs nothing tells whether there is news
      if (key === shown) return;
      shown = key;
      setAttribute(range, "aria-valuetext", inWords(nameNow(), value, caption));
    },
  };
}

function inWords(name, value, caption) {
  const holes = { name, value: value.toFixed(2) };
  return caption ? text("sliders.spokenAs", { ...holes, caption }) : text("sliders.spoken", holes);
}

/** The histogram of the chosen score with its movable threshold, and the pictures on both sides of it. */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { drawHistogram, scoreAt } from "./charts.js";
import { pictures } from "./pictures.js";
import { ranking } from "./tally.js";

const BESIDE = 12; // pictures on each side
/** @type {[string, string][]} a class, and its key in words */
const KEYS = [
  ["ordinary", "odd.ordinary"],
  ["odd", "odd.odd"],
  ["looked", "odd.looked"],
];

/**
 * @param {object} on
 * @param {(count: number) => void} on.count how many images are to be called strange
 * @param {(value: number) => void} on.value the score from which they are
 * @param {(number: number) => void} on.look
 * @param {AbortSignal} signal
 */
export function createThreshold(on, signal) {
  const said = el("p", { class: "said", "aria-live": "polite", "data-testid": "odd-said" });
  const plot = el("canvas", { class: "plot", "data-testid": "odd-histogram" });
  const slider = el("input", {
    type: "range",
    min: 0,
    "aria-label": text("odd.threshold"),
    "data-testid": "odd-threshold",
  });
  const [above, below] = [row(text("odd.above")), row(text("odd.below"))];
  const key = el("p", { class: "key" }, ...KEYS.flatMap(keyOf));
  const note = el("p", { class: "soft" });
  const head = el("h2", {});
  const element = el("div", { class: "one" }, head, note, key, plot, slider, said, above.host, below.host);
  let bins = null;
  let shown = "";

  function drag(event) {
    if (!bins || !(event.buttons & 1)) return;
    on.value(scoreAt(plot, event.clientX - plot.getBoundingClientRect().left, bins));
  }
  slider.addEventListener("input", () => on.count(Number(slider.value)), { signal });
  for (const kind of ["pointerdown", "pointermove"]) plot.addEventListener(kind, drag, { signal });

  return {
    element,

    /** @param {number} count @param {number} all images */
    place(count, all) {
      slider.max = String(all);
      slider.value = String(count);
    },

    /** Draws the pictures anew, though their numbers may be as before. */
    forget: () => (shown = ""),

    /**
     * @param {any} props of the part
     * @param {string} chosen
     * @param {any} of the bins, what is marked in them, the images and the tally
     * @param {any} theme
     */
    draw({ scores, titles, notes }, chosen, { bins: drawn, marks, images, told }, theme) {
      bins = drawn;
      setText(head, titles[chosen]);
      setText(note, notes[chosen]);
      drawHistogram(plot, bins, marks, theme);
      const { found, missed, wrong, left } = told;
      setText(said, text("odd.said", { found, all: found + missed, wrong, ordinary: wrong + left }));
      const count = found + wrong;
      if (shown === `${chosen} ${count}`) return;
      shown = `${chosen} ${count}`;
      const order = ranking(scores[chosen].values);
      above.pictures.replaceChildren(...pictures(order.slice(Math.max(0, count - BESIDE), count), images, on.look));
      below.pictures.replaceChildren(...pictures(order.slice(count, count + BESIDE), images, on.look));
    },
  };
}

/** @param {[string, string]} of */
const keyOf = ([kind, key]) => [el("span", { class: `swatch ${kind}-key` }), text(key)];

function row(title) {
  const inside = el("div", { class: "pictures" });
  return { pictures: inside, host: el("div", {}, el("h3", {}, title), inside) };
}

/** Every score: what it calls strange, and where the picture that is looked at lies in it. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { drawHistogram } from "./charts.js";
import { pictures } from "./pictures.js";
import { placeInWords } from "./place.js";
import { ranking } from "./tally.js";

const STRANGEST = 8;

/** @param {{choose: (score: string) => void, look: (number: number) => void}} on */
export function createScoreList(on) {
  const element = el("div", { class: "list", role: "group", "aria-label": text("odd.scores") });
  /** @type {{name: string, button: HTMLElement, place: HTMLElement, plot: HTMLCanvasElement, bins: any}[]} */
  let rows = [];

  return {
    element,

    /** @param {any} props of the part @param {Record<string, any>} bins of every score @param {any} images */
    list({ scores, titles }, bins, images) {
      rows = Object.entries(scores).map(([name, { values, pr }]) => {
        const area = text("odd.area", { area: pr.area.toFixed(2) });
        const press = () => on.choose(name);
        const button = el("button", { "data-score": name, onclick: press }, `${titles[name]} · ${area}`);
        const place = el("span", { class: "place number" });
        const plot = el("canvas", { class: "small-plot", "aria-hidden": "true" });
        return {
          name,
          button,
          place,
          plot,
          bins: bins[name],
          host: host(button, place, plot, values, images, on.look),
        };
      });
      element.replaceChildren(...rows.map((row) => /** @type {any} */ (row).host));
    },

    /**
     * @param {string} chosen
     * @param {import("./place.js").Place[]} places
     * @param {(score: string) => {mark?: number, own?: number[]}} marks
     * @param {any} theme
     */
    draw(chosen, places, marks, theme) {
      for (const { name, button, place, plot, bins } of rows) {
        const found = places.find((one) => one.name === name);
        setAttribute(button, "aria-pressed", String(name === chosen));
        setText(place, found ? placeInWords(found.percent) : "");
        setAttribute(place, "data-percent", found?.percent ?? null);
        place.classList.toggle("strange", Boolean(found?.isStrange));
        drawHistogram(plot, bins, marks(name), theme);
      }
    },
  };
}

function host(button, place, plot, values, images, look) {
  const strangest = pictures(ranking(values).slice(0, STRANGEST), images, look);
  return el("div", { class: "score" }, button, place, plot, el("div", { class: "pictures" }, ...strangest));
}

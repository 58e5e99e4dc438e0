/** On the plane: the classes where something is drawn in their colours, and the scale of the change. */

import { el } from "../kit/dom.js";
import { colourTable } from "../kit/picture.js";
import { glyph } from "../map/legend.js";
import { text } from "../words/words.js";

const IN_CLASS_COLOURS = ["points", "ellipses", "regions"];
const RAMP_STOPS = [0, 64, 128, 191, 255];

/**
 * @param {any} state
 * @param {() => any} theme of what lies on the plane
 * @param {() => number[] | null} range log10 of the change, from where to where the colours go
 */
export function createLegend(state, theme, range) {
  const classes = el("span", { class: "classes" });
  const ramp = el("span", { class: "number", hidden: true });

  function drawRamp() {
    const shown = state.overlays.has("magnification") && range();
    ramp.hidden = !shown;
    if (!shown) return;
    const [low, high] = shown.map((exponent) => rounded(10 ** exponent));
    ramp.replaceChildren(el("span", {}, text("manifold.ramp")), low, rampBar(), high);
    ramp.title = text("manifold.rampTitle");
  }

  return {
    element: el("div", { class: "legend" }, classes, ramp),
    drawRamp,
    draw() {
      const isColoured = IN_CLASS_COLOURS.some((name) => state.overlays.has(name));
      classes.hidden = !isColoured;
      classes.replaceChildren(...(isColoured ? classNames(state.view, theme()) : []));
      drawRamp();
    },
  };
}

const classNames = (view, theme) =>
  view.classNames.map((name, label) => el("span", {}, glyph(theme, label), ` ${name}`));

function rampBar() {
  const table = colourTable("ember");
  const stops = RAMP_STOPS.map((i) => `rgb(${table[i] & 255} ${(table[i] >> 8) & 255} ${(table[i] >> 16) & 255})`);
  return el("i", { class: "ramp", style: `background:linear-gradient(to right,${stops})` });
}

const rounded = (value) => String(Number(value.toPrecision(2)));

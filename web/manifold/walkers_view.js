/** The walkers' controls, and two rows of pictures: where the first few started, and where they are. */

import { el, setText } from "../kit/dom.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { text } from "../words/words.js";

export const SHOWN = 10; // walkers with their pictures

export const WALKERS_CSS = `
.walkers { display: grid; gap: 0.5rem; }
.walkers .strip { display: grid; grid-template-columns: 3rem repeat(${SHOWN}, minmax(0, 56px)); gap: 3px 4px;
  align-items: center; }
.walkers .strip canvas { width: 100%; border-radius: 3px; background: #000; }
.walkers label { display: inline-flex; align-items: center; gap: 0.4rem; }
.walkers input[type=range] { width: 6rem; }
.walkers output { min-width: 2.2rem; }
`;

/** The controls, and two rows of pictures. */
export function createWalkersView({ drop, toggle, step }) {
  const button = (name, onclick) =>
    el("button", { onclick, "data-testid": `walkers-${name}` }, text(`manifold.${name}`));
  const [dropButton, run, one] = [
    button("dropWalkers", drop),
    button("runWalkers", toggle),
    button("stepWalkers", step),
  ];
  run.classList.add("primary");
  const option = (value) => el("option", { value }, text(`manifold.walkersFrom_${value}`));
  const from = el("select", { "data-testid": "walkers-from" }, option("prior"), option("images"));
  const [temperature, size] = [createRange("temperature", 2, 1), createRange("stepSize", 0.1, 0.02)];
  const said = el("span", { class: "soft number", role: "status", "data-testid": "walkers-said" });
  const [first, now] = [1, 2].map(() => Array.from({ length: SHOWN }, createPicture));
  const strip = el(
    "div",
    { class: "strip", "data-testid": "walkers-strip" },
    el("span", { class: "soft" }, text("manifold.walkersFirst")),
    ...first.map(({ canvas }) => canvas),
    el("span", { class: "soft" }, text("manifold.walkersNow")),
    ...now.map(({ canvas }) => canvas),
  );
  const controls = el(
    "div",
    { class: "row" },
    run,
    one,
    dropButton,
    el("label", {}, text("manifold.walkersFrom"), from),
    temperature.label,
    size.label,
  );
  return {
    element: el(
      "section",
      { class: "walkers", "aria-label": text("manifold.walkers"), hidden: true },
      controls,
      said,
      strip,
    ),

    /** Where they start: "prior" or "images". */
    from: () => from.value,

    /** Step size and temperature. */
    pace: () => ({ size: Number(size.input.value), temperature: Number(temperature.input.value) }),

    /** Both rows show where the walkers are. @param {Float32Array[]} codes @param {any} state */
    start(codes, state) {
      for (let i = 0; i < SHOWN; i++) {
        first[i].paint(...pictureOf(codes[i], state));
        now[i].paint(...pictureOf(codes[i], state));
      }
    },

    /** The second row shows where one of them is. @param {number} i @param {Float32Array[]} codes @param {any} state */
    show: (i, codes, state) => now[i].paint(...pictureOf(codes[i], state)),

    /** @param {{isRunning: boolean, steps: number, mean: number | null}} now mean of -log p but for a constant */
    tell({ isRunning, steps, mean }) {
      setText(run, text(isRunning ? "manifold.pauseWalkers" : "manifold.runWalkers"));
      setText(said, mean === null ? "" : text("manifold.walkersSaid", { n: steps, nats: mean.toFixed(2) }));
    },
  };
}

/** @returns {[Float32Array, [number, number, number], Uint32Array]} */
const pictureOf = (z, { engine, scale }) => [engine.decode(z), engine.imageShape, colourTable(scale)];

/** A slider with its name and its value. @param {"temperature" | "stepSize"} name */
function createRange(name, max, value) {
  const props = { type: "range", min: 0, max, step: max / 100, value, "data-testid": `walkers-${name}` };
  const input = /** @type {HTMLInputElement} */ (el("input", props));
  const output = el("output", { class: "number" }, String(value));
  input.addEventListener("input", () => setText(output, input.value));
  const label = el("label", { title: text(`manifold.${name}Title`) }, text(`manifold.${name}`), input, output);
  return { label, input };
}

function createPicture() {
  const canvas = el("canvas", { class: "crisp" });
  return { canvas, paint: createFittingPainter(canvas) };
}

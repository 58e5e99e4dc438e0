/** The same draws from the prior, decoded by models that were trained at different beta: one row of pictures each. */

import { STAGE } from "../frame.js";
import { el } from "../parts/dom.js";
import { fillImage, parseColour, strokeTable } from "../parts/picture.js";
import { priorOf } from "../parts/prior.js";
import { readTheme, STYLE } from "../parts/theme.js";

const SHOWN = 14;

const CSS = `
.betas { display: grid; gap: 0.5rem; }
.betas figure { margin: 0; } .betas canvas { width: 100%; border-radius: 6px; box-shadow: inset 0 0 0 1px var(--line); }
`;

/** Props: `models`, [{name, beta}], rising beta. */
export function createBetas({ root, store, frame, lens, signal }) {
  const rows = el("div");
  const host = el("section", { class: "ll betas", "aria-label": "Draws from the prior at several beta" }, el("style", {}, STYLE + CSS), rows,
    el("div", { class: "row" }, el("button", { onclick: again, "data-testid": "betas-draw" }, "Draw others")));
  root.append(host);
  let seed = 1;
  let models = [];

  function again() {
    seed += 1;
    due();
  }

  function draw() {
    const colour = strokeTable(parseColour(readTheme(host).text));
    rows.replaceChildren(...models.map(({ name, beta }) => {
      const loaded = lens.library.get(name);
      const canvas = el("canvas", { class: "crisp", role: "img", "data-testid": `betas-${name}`, "aria-label": `draws from the prior at beta ${beta}` });
      if (loaded) paint(canvas, loaded, colour);
      return el("figure", {}, el("figcaption", {}, el("b", {}, `β = ${beta}`), ` ${name}${loaded ? "" : ": loading…"}`), canvas);
    }));
    if (models.some(({ name }) => !lens.library.get(name))) setTimeout(due, 300);
  }

  /** Equal seeds give every model with the prior N(0, I) and of one size the same draws. */
  function paint(canvas, { engine, view }, colour) {
    const { draw } = priorOf(view, seed);
    const [, height, width] = engine.imageShape;
    Object.assign(canvas, { width: SHOWN * width, height });
    const context = canvas.getContext("2d");
    for (let i = 0; draw && i < SHOWN; i++) context.putImageData(fillImage(new ImageData(width, height), engine.decode(draw()), colour), i * width, 0);
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["engine"], due, signal);
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    models = props.models;
    due();
  };
}

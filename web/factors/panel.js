/**
 * What a model is moved by beside its sliders whose pictures were drawn from known factors: the table of which number
 * tells of which factor, sliders of the factors themselves, and a game. Only the data set `shapes` can be drawn here.
 */

import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { text } from "../words/words.js";
import { createGame } from "./game.js";
import { createHeatMap, HEAT_CSS } from "./heat_map.js";
import { createReverse, REVERSE_CSS } from "./reverse.js";

export const FACTORS_CSS = `
.factors[hidden] { display: none; }
.factors { display: grid; gap: 0.6rem; margin: 0.8rem 0 0; }
.factors h3 { font-size: 1rem; margin: 0; }
.factors p { margin: 0.2rem 0 0; min-height: 1.4em; }
.factors .game { gap: 0.3rem; flex-wrap: wrap; }
.factors .game[hidden] { display: none; }
${HEAT_CSS}${REVERSE_CSS}`;
const MOVED = 1e-6;

/** @returns {{element: HTMLElement, build: () => void}} */
export function createFactors({ store, frame, lens, signal }) {
  const { state } = store;
  const element = el("div", { class: "factors", hidden: true, "data-testid": "factors" });
  let parts = null;
  let building = new AbortController();
  let last = null; // the z before this one
  let taken = -1; // the factor whose slider moved last

  function build() {
    building.abort();
    building = new AbortController();
    const told = state.view?.spec.factor_information;
    parts = null;
    element.hidden = !told || !state.engine?.spec.encoder;
    if (element.hidden) return element.replaceChildren();
    const context = { frame, lens, state, told, signal: AbortSignal.any([signal, building.signal]) };
    const map = createHeatMap(told);
    const reverse = createReverse({ ...context, moved: (factor) => (taken = factor) });
    const game = createGame(context);
    const heading = el("h3", {}, text("factors.heading"));
    element.replaceChildren(heading, map.element, reverse.element, game.element);
    parts = { map, reverse };
    last = null;
    due();
  }

  function follow() {
    const { z, origin } = state;
    if (!parts || !z) return;
    parts.reverse.paint();
    const source = origin?.source;
    if (source === "factor") parts.map.light({ factor: taken });
    else if (source === "slider") lightMoved(z);
    else if (source === "game") parts.map.light({});
    last = Float32Array.from(z);
  }

  /** The one number that is another than before. */
  function lightMoved(z) {
    if (last?.length !== z.length) return;
    const moved = [...z.keys()].filter((dim) => Math.abs(z[dim] - last[dim]) > MOVED);
    if (moved.length === 1) parts.map.light({ dim: moved[0] });
  }

  const due = frame.job(STAGE.paint, follow, signal);
  store.watch(["z", "pixels", "scale"], due, signal);
  return { element, build };
}

/**
 * What a model is moved by beside its sliders whose pictures were drawn from known factors: the table of which number
 * tells of which factor, the same of other seeds, sliders of the factors themselves, and a game. Only the data set
 * `shapes` can be drawn here.
 */

import { STAGE } from "../core/frame.js";
import { askedOf, toldBy } from "../core/true_factors.js";
import { el } from "../kit/dom.js";
import { text } from "../words/words.js";
import { createGame } from "./game.js";
import { createHeatMap, HEAT_CSS } from "./heat_map.js";
import { changedDims } from "./changed.js";
import { createReverse, REVERSE_CSS } from "./reverse.js";
import { createSeeds, SEEDS_CSS } from "./seeds.js";

export const FACTORS_CSS = `
.factors[hidden] { display: none; }
.factors { display: grid; gap: 0.6rem; margin: 0.8rem 0 0; }
.factors h3 { font-size: 1rem; margin: 0; }
.factors h4 { font-size: 0.875rem; margin: 0 0 0.5rem; }
.factors p { margin: 0.2rem 0 0; min-height: 1.4em; }
.factors .game { gap: 0.3rem; flex-wrap: wrap; }
.factors .game[hidden] { display: none; }
.factors.asked .told { visibility: hidden; }
${HEAT_CSS}${REVERSE_CSS}${SEEDS_CSS}`;

/**
 * @param {Pick<import("../core/types.js").PartContext, "store" | "frame" | "lens" | "signal">} context
 * @returns {{element: HTMLElement, build: () => void}}
 */
export function createFactors({ store, frame, lens, signal }) {
  const { state } = store;
  const element = el("div", { class: "factors", hidden: true, "data-testid": "factors" });
  let parts = null;
  let building = new AbortController();
  let last = null; // the z before this one

  function build() {
    building.abort();
    building = new AbortController();
    const told = toldBy(state);
    parts = last = null;
    element.hidden = !told || !state.engine?.spec.encoder;
    if (element.hidden) return element.replaceChildren();
    const map = createHeatMap(told);
    const seeds = state.view.spec.factor_seeds ? createSeeds(state.view.spec.factor_seeds) : null;
    const context = { store, frame, lens, told, signal: AbortSignal.any([signal, building.signal]) };
    const reverse = createReverse({ ...context, moved: (factor) => light({ factor }) });
    const game = createGame(context);
    parts = { map, seeds, reverse, game };
    const shown = [map, reverse, game, seeds].filter(Boolean).map((part) => part.element);
    element.replaceChildren(el("h3", {}, text("factors.heading")), ...shown);
    due();
  }

  /** A row for a factor, a column for a number; nothing while the game asks, whose answer it is. */
  function light({ factor = -1, dim = -1 }) {
    if (askedOf(state) !== null) factor = dim = -1;
    parts.map.light({ factor, dim });
    parts.seeds?.light(factor);
  }

  function follow() {
    const { z, origin } = state;
    if (!parts || !z) return;
    element.classList.toggle("asked", askedOf(state) !== null);
    parts.game.show();
    parts.reverse.paint();
    const dims = last ? changedDims(last, z) : [];
    if (askedOf(state) !== null) light({});
    else if (dims.length && origin?.source !== "factor") light(dims.length === 1 ? { dim: dims[0] } : {});
    last = Float32Array.from(z);
  }

  const due = frame.job(STAGE.paint, follow, signal);
  store.watch(["z", "pixels", "scale", "factorValues", "factorQuestion"], due, signal);
  store.watch(["factorValues"], () => parts?.reverse.read(), signal);
  return { element, build };
}

/** What the model makes of what is on the pad: its code, live; a stroke's end pins it, and tells its price. */

import { inClass } from "../engine/parts.js";
import { costOf, drawsOf } from "./cost.js";
import { framed } from "./framing.js";
import { framingOf } from "./framings.js";

const ASK_CLASS_EVERY = 30; // frames of a stroke

/**
 * @typedef {Object} Drawing what the model was last given
 * @property {string} model
 * @property {Float32Array} x (C, H, W)
 * @property {Float32Array} mu of its posterior
 * @property {Float32Array} logvar
 * @property {Float32Array[] | null} draws from its posterior, once a stroke has ended
 * @property {import("./cost.js").Cost | null} cost likewise
 */

export function createPadReading({ store, lens, pad, signal }) {
  const { state } = store;
  let reads = 0;
  /** @type {number | null} the class that the visitor says it is */
  let told = null;
  store.watch(
    ["view"],
    () => {
      told = null;
    },
    signal,
  );

  const keep = (last) => store.set({ drawing: { ...state.drawing, last } });

  /** The code whose class a read keeps, where it is given: with no classifier the likeliest takes a decode of each. */
  const givenBy = () =>
    !state.engine.beliefs && reads % ASK_CLASS_EVERY && state.drawing.last?.model === state.model
      ? state.drawing.last.mu
      : null;

  const toldCode = ({ parts, latentDim }) => (told === null ? null : inClass(parts, new Float32Array(latentDim), told));

  /** Encodes what is on the pad, and goes there. @param {boolean} [isEnd] of a stroke */
  function read(isEnd = false) {
    const { engine, model } = state;
    if (!state.drawing.isOpen || !engine?.spec.encoder || pad.isEmpty) return;
    const x = framed(pad.read(engine.imageShape[0]), engine.imageShape, framingOf(state.view));
    if (!x) return keep(null);
    const { mu, logvar } = engine.encode(x, toldCode(engine) ?? (isEnd ? null : givenBy()));
    reads += 1;
    keep({ model, x, mu: mu.slice(), logvar: logvar.slice(), draws: null, cost: null });
    lens.move(state.drawing.last.mu, { source: "drawing" });
  }

  /**
   * What a stroke's end adds: its code is pinned, its posterior is on the map, its price is known.
   *
   * @returns {boolean} whether there was ink to see
   */
  function pin() {
    read(true);
    const { last } = state.drawing;
    if (last?.model !== state.model || pad.isEmpty) return false;
    const draws = drawsOf(last);
    keep({ ...last, draws, cost: costOf(last, draws, state.engine, state.view) });
    lens.pin(last.mu, { source: "drawing" });
    return true;
  }

  /** @param {number | null} k a class, or null: the likeliest */
  function tell(k) {
    told = k;
    pin();
  }

  return { read, pin, tell, forget: () => keep(null) };
}

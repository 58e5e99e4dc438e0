/** The way of the tour: its stops in order, what is drawn at each, and what was drawn before it began. */

/** @typedef {import("./tour_words.js").Stop} Stop */

/** In the order of the tour: what shows what such a stop is about. */
const SHOWN = {
  seam: ["pictures", "seams"],
  hole: ["pictures", "points"],
  strange: ["pictures", "points"],
};
/** The kinds of stops in the order of the tour. */
export const ORDER = Object.keys(SHOWN);

/** Stops in the order of the tour, each with its place among those of its kind. @param {Stop[]} stops */
export const routeOf = (stops) =>
  ORDER.flatMap((kind) => stops.filter((stop) => stop.kind === kind).map((stop, at) => ({ stop, kind, at })));

/**
 * @param {{store: any, lens: any}} context
 * @param {() => Stop[]} stops of the present model
 */
export function createRoute({ store, lens }, stops) {
  const { state } = store;
  let before = null; // the overlays when the tour began

  const isHere = ({ kind, at }) =>
    state.tourAt?.model === state.model && state.tourAt.kind === kind && state.tourAt.at === at;
  const position = () => routeOf(stops()).findIndex(isHere);

  /** @param {number} n of the route */
  function go(n) {
    const next = routeOf(stops())[n];
    if (!next) return;
    const { stop, kind, at } = next;
    store.set({ tourAt: { model: state.model, kind, at } });
    lens.requests.ask("showStop", stop);
  }

  return {
    position,
    length: () => routeOf(stops()).length,
    /** The present stop, or null. */
    present: () => routeOf(stops())[position()] ?? null,
    go,
    next: () => go(position() + 1),
    back: () => go(position() - 1),

    /** Draws what such a stop is about. @param {string} kind */
    dress(kind) {
      before ??= state.overlays;
      store.set({ overlays: new Set(SHOWN[kind] ?? state.overlays) });
    },

    /** What was drawn before the tour is drawn again. */
    end() {
      store.set({ tourAt: null, overlays: before ?? state.overlays });
      before = null;
    },
  };
}

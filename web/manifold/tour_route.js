/** The way of the tour, short or whole: its stops in order, what is drawn at each, and what was drawn before it. */

/** @typedef {import("./tour_words.js").Stop} Stop */

/** In the order of the tour: what shows what such a stop is about. */
const SHOWN = {
  seam: ["pictures", "seams"],
  hole: ["pictures", "points"],
  strange: ["pictures", "points"],
};
/** The kinds of stops in the order of the tour. */
const ORDER = Object.keys(SHOWN);

/** How many of each kind the short tour shows. */
const SHORT = { seam: 4, hole: 2, strange: 2 };

/** @typedef {{stop: Stop, kind: string, at: number}} Place at: among all stops of its kind */

/** All stops in the order of the tour. @param {Stop[]} stops @returns {Place[]} */
export const routeOf = (stops) => ORDER.flatMap((kind) => placesOf(stops, kind));

/** A few of them, the best of each kind: first those of classes not seen before. @param {Stop[]} stops */
export const shortRouteOf = (stops) =>
  ORDER.flatMap((kind) => {
    const places = placesOf(stops, kind);
    const seen = new Set();
    const fresh = places.filter(({ stop: { classes = [] } }) => {
      const isFresh = !classes.some((label) => seen.has(label));
      if (isFresh) for (const label of classes) seen.add(label);
      return isFresh;
    });
    const kept = [...new Set([...fresh, ...places])].slice(0, SHORT[kind]);
    return places.filter((place) => kept.includes(place));
  });

/** @param {Stop[]} stops @param {string} kind @returns {Place[]} */
const placesOf = (stops, kind) => stops.filter((stop) => stop.kind === kind).map((stop, at) => ({ stop, kind, at }));

/**
 * @param {{store: any, lens: any}} context
 * @param {() => Stop[]} stops of the present model
 */
export function createRoute({ store, lens }, stops) {
  const { state } = store;
  let before = null; // the overlays when the tour began

  const isHere = ({ kind, at }) =>
    state.tourAt?.model === state.model && state.tourAt.kind === kind && state.tourAt.at === at;
  const isShort = () => Boolean(state.tourAt?.isShort);
  const route = () => (isShort() ? shortRouteOf : routeOf)(stops());
  const position = () => route().findIndex(isHere);

  /** @param {Place | undefined} next @param {boolean} [byShort] */
  function go(next, byShort = isShort()) {
    if (!next) return;
    const { stop, kind, at } = next;
    store.set({ tourAt: { model: state.model, kind, at, isShort: byShort } });
    lens.requests.ask("showStop", stop);
  }

  function begin() {
    const short = shortRouteOf(stops());
    go(short[0], short.length < stops().length);
  }

  return {
    position,
    isShort,
    length: () => route().length,
    /** The present stop, or null. */
    present: () => route()[position()] ?? null,
    begin,
    next: () => go(route()[position() + 1]),
    back: () => go(route()[position() - 1]),
    /** From here on by all stops. */
    takeAll: () => store.set({ tourAt: { ...state.tourAt, isShort: false } }),

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

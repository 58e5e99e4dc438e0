/**
 * What a link keeps, field by field: how each is written, read, and given back to the page.
 *
 * `write` gives null for what is as it always is at first, so that a link stays short. `read` and `apply` throw a
 * reason where the text is damaged or does not fit the present model: the field is then left out, and said to be.
 * `isMade` marks what the visitor made: going back in the browser's history never takes that away.
 *
 * @typedef {Object} Field
 * @property {string} name in the address
 * @property {string} words for the visitor
 * @property {boolean} [isMade]
 * @property {(state: object) => string | null} write
 * @property {(text: string) => any} read
 * @property {(value: any, context: {store: object, lens: object}) => void} apply
 */

import { rawDims } from "../core/atlas_view.js";
import { SCALE_NAMES } from "../kit/picture.js";
import { exact, indices, numbers, short } from "../kit/numbers.js";
import { MADE_FIELDS } from "./made_fields.js";

const MAX_COORDINATE = 1e6; // as in ui/place.py
const OVERLAYS = ["pictures", "points", "ellipses", "density", "prior", "magnification", "regions", "seams"];
const COLOURINGS = ["class", "nats", "sigma", "trust", "continuity"];

/** Projection and colouring, wherever the host keeps them. */
export const lookOf = (state) => state.look ?? { projection: state.projection, colouring: state.colouring ?? "class" };

const setLook = (change, { store }) => store.state.look && store.set({ look: { ...store.state.look, ...change } });

/** @type {Field[]} */
export const FIELDS = [
  {
    name: "z",
    words: "the place",
    write: ({ pinned }) => pinned && Array.from(pinned, exact).join(),
    read(text) {
      const z = numbers(text);
      if (z.some((value) => Math.abs(value) > MAX_COORDINATE)) throw new Error("z must lie within ±1,000,000");
      return z;
    },
    apply(z, { store: { state }, lens }) {
      if (z.length !== state.view.latentDim)
        throw new Error(`z must be ${state.view.latentDim} numbers; got ${z.length}`);
      if (z.some((value, d) => Math.fround(value) !== state.pinned?.[d]))
        lens.pin(Float32Array.from(z), { source: "host", index: null });
    },
  },
  {
    name: "map",
    words: "the map",
    write: (state) => (lookOf(state).projection === "tsne" ? null : lookOf(state).projection),
    read(text) {
      if (!["tsne", "pca"].includes(text) && !/^z\d{1,4},z\d{1,4}$/.test(text)) throw new Error("no such map");
      return text;
    },
    apply(projection, context) {
      const { latentDim } = context.store.state.view;
      if (projection.startsWith("z") && !rawDims(projection, latentDim))
        throw new Error(`the model has ${latentDim} dimensions`);
      setLook({ projection }, context);
    },
  },
  {
    name: "colour",
    words: "the colouring",
    write: (state) => (lookOf(state).colouring === "class" ? null : lookOf(state).colouring),
    read(text) {
      if (!COLOURINGS.includes(text)) throw new Error("no such colouring");
      return text;
    },
    apply: (colouring, context) => setLook({ colouring }, context),
  },
  {
    name: "camera",
    words: "the map's zoom",
    write(state) {
      const camera =
        state.mapView && state.mapView.projection === lookOf(state).projection
          ? (state.camera?.() ?? state.mapView)
          : null;
      return camera && [...camera.x, ...camera.y].map(short).join();
    },
    read(text) {
      const [left, right, bottom, top] = numbers(text, 4);
      if (!(left < right && bottom < top)) throw new Error("its sides are in the wrong order");
      return { x: [left, right], y: [bottom, top] };
    },
    apply(camera, { store }) {
      store.set({ mapView: { ...camera, projection: lookOf(store.state).projection } });
      store.state.setCamera?.(camera);
    },
  },
  {
    name: "hidden",
    words: "the hidden classes",
    write: ({ hidden }) => (hidden.size ? [...hidden].sort((a, b) => a - b).join() : null),
    read: indices,
    apply(labels, { store }) {
      const { classNames } = store.state.view;
      store.set({ hidden: new Set(labels.filter((label) => label < classNames.length)) });
      if (labels.some((label) => label >= classNames.length))
        throw new Error(`the model knows ${classNames.length} classes`);
    },
  },
  {
    name: "scale",
    words: "the picture's colours",
    write: ({ scale }) => (scale === "grey" ? null : scale),
    read(text) {
      if (!SCALE_NAMES.includes(text)) throw new Error("no such colours");
      return text;
    },
    apply: (scale, { store }) => store.set({ scale }),
  },
  {
    name: "smooth",
    words: "the smoothing",
    write: ({ smooth }) => (smooth ? "1" : null),
    read: (text) => text === "1",
    apply: (smooth, { store }) => store.set({ smooth }),
  },
  {
    name: "over",
    words: "the overlays",
    write: ({ overlays }) =>
      !overlays || (overlays.size === 1 && overlays.has("pictures")) ? null : [...overlays].sort().join() || "none",
    read(text) {
      const names = text === "none" ? [] : text.split(",");
      if (!names.every((name) => OVERLAYS.includes(name))) throw new Error("no such overlay");
      return names;
    },
    apply: (names, { store }) => store.set({ overlays: new Set(names) }),
  },
  {
    name: "plane",
    words: "the plane",
    write({ plane, view }) {
      if (!plane || (view?.latentDim === 2 && plane.kind === "dims")) return null;
      return plane.kind === "pcs" ? "pcs" : `${plane.kind},${(plane.dims ?? plane.images).join()}`;
    },
    read(text) {
      const [kind, ...rest] = text.split(",");
      if (kind === "pcs" && !rest.length) return { kind };
      const count = { dims: 2, images: 3 }[kind];
      const chosen = indices(rest.join());
      if (chosen.length !== count || new Set(chosen).size !== count) throw new Error("no such plane");
      return { kind, [kind]: chosen };
    },
    apply(plane, { store }) {
      const { view } = store.state;
      if ((plane.dims ?? []).some((dim) => dim >= view.latentDim))
        throw new Error(`the model has ${view.latentDim} dimensions`);
      if ((plane.images ?? []).some((index) => index >= view.count))
        throw new Error(`the model's map holds ${view.count} images`);
      store.set({ plane });
    },
  },
  {
    name: "equal",
    words: "equal prior mass",
    write: ({ quantile }) => (quantile ? "1" : null),
    read: (text) => text === "1",
    apply: (quantile, { store }) => store.set({ quantile }),
  },
  {
    name: "view",
    words: "the plane's zoom",
    write: ({ planeView, model }) =>
      planeView?.model === model ? [...planeView.centre, planeView.span].map(short).join() : null,
    read(text) {
      const [x, y, span] = numbers(text, 3);
      if (!(span > 0)) throw new Error("its height must be above 0");
      return { centre: [x, y], span };
    },
    apply(view, { store }) {
      const planeView = { model: store.state.model, ...view };
      store.set({ planeView, planeWish: planeView });
    },
  },
  {
    name: "tour",
    words: "the stop of the tour",
    write: ({ tourAt, model }) => (tourAt?.model === model ? `${tourAt.kind},${tourAt.at}` : null),
    read(text) {
      const [kind, at] = text.split(",");
      if (!/^[a-z]{1,20}$/.test(kind)) throw new Error("no such stop");
      return { kind, at: indices(at ?? "")[0] };
    },
    apply: (stop, { store }) => store.set({ tourAt: { model: store.state.model, ...stop } }),
  },
  ...MADE_FIELDS,
];

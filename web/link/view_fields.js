/** The part of a link that holds where the visitor is, and how the map and the picture are drawn. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { fittingMap, naturalMap, rawDims } from "../core/atlas_view.js";
import { Problem } from "../engine/problem.js";
import { SCALE_NAMES } from "../kit/picture.js";
import { exact, indices, numbers, short } from "../kit/numbers.js";
import { oneOf, sorted } from "./field.js";

const FARTHEST = SHARED.max_coordinate;
const COLOURINGS = SHARED.colourings;
/** What a link with a camera and without a map is of: earlier, every model opened with it. */
export const OLD_MAP = "tsne";

/** Projection and colouring, wherever the host keeps them. @param {import("./field.js").State} state */
export function mapStyleOf({ mapStyle, projection, colouring, view }) {
  if (!mapStyle) return { projection, colouring };
  return view ? { ...mapStyle, projection: fittingMap(view, mapStyle.projection) } : mapStyle;
}

/** @param {{projection?: string, colouring?: string}} change @param {import("./field.js").Context} context */
const setMapStyle = (change, { store }) =>
  store.state.mapStyle && store.set({ mapStyle: { ...store.state.mapStyle, ...change } });

/** Whether the camera that is kept is of the map that is seen. @param {import("./field.js").State} state */
const isCameraOf = (state) => state.mapView?.projection === mapStyleOf(state).projection;

/** @type {import("./field.js").Field[]} */
export const VIEW_FIELDS = [
  {
    name: "z",
    label: "link.z",
    write: ({ pinned }) => pinned && Array.from(pinned, exact).join(),
    read(text) {
      const z = numbers(text);
      if (z.some((value) => Math.abs(value) > FARTHEST)) throw new Problem("z must lie within ±1,000,000");
      return z;
    },
    apply(z, { store: { state }, lens }) {
      const { latentDim } = state.view;
      if (z.length !== latentDim)
        throw new Problem("z must be {latentDim} numbers; got {got}", { latentDim, got: z.length });
      if (z.some((value, d) => Math.fround(value) !== state.pinned?.[d]))
        lens.pin(Float32Array.from(z), { source: "host", index: null });
    },
  },
  {
    name: "map",
    label: "link.map",
    write(state) {
      const { projection } = mapStyleOf(state);
      const natural = state.view ? naturalMap(state.view) : OLD_MAP;
      return projection === natural && (projection === OLD_MAP || !isCameraOf(state)) ? null : projection;
    },
    read(text) {
      if (!/^(tsne|pca|z\d{1,4},z\d{1,4})$/.test(text)) throw new Problem("no such map");
      return text;
    },
    apply(projection, context) {
      const { latentDim } = context.store.state.view;
      if (projection.startsWith("z") && !rawDims(projection, latentDim))
        throw new Problem("the model has {dims} dimensions", { dims: latentDim });
      setMapStyle({ projection }, context);
    },
  },
  {
    name: "colour",
    label: "link.colour",
    write(state) {
      const { colouring } = mapStyleOf(state);
      return colouring === "class" ? null : colouring;
    },
    read: (text) => oneOf(text, COLOURINGS, "no such colouring"),
    apply: (colouring, context) => setMapStyle({ colouring }, context),
  },
  {
    name: "camera",
    label: "link.camera",
    write(state, lens) {
      const camera = isCameraOf(state) ? (lens.maps.camera() ?? state.mapView) : null;
      return camera && [...camera.x, ...camera.y].map(short).join();
    },
    read(text) {
      const [left, right, bottom, top] = numbers(text, 4);
      if (!(left < right && bottom < top)) throw new Problem("its sides are in the wrong order");
      return { x: [left, right], y: [bottom, top] };
    },
    apply(camera, { store, lens }) {
      store.set({ mapView: { ...camera, projection: mapStyleOf(store.state).projection } });
      lens.maps.setCamera(camera);
    },
  },
  {
    name: "hidden",
    label: "link.hidden",
    write: ({ hidden }) => sorted(hidden),
    read: indices,
    apply(labels, { store }) {
      const { length: classes } = store.state.view.classNames;
      store.set({ hidden: new Set(labels.filter((label) => label < classes)) });
      if (labels.some((label) => label >= classes)) throw new Problem("the model knows {classes} classes", { classes });
    },
  },
  {
    name: "pics",
    label: "link.pics",
    write: ({ pictures }) => (pictures === null ? null : String(Number(pictures))),
    read: (text) => text === "1",
    apply: (pictures, { store }) => store.set({ pictures }),
  },
  {
    name: "scale",
    label: "link.scale",
    write: ({ scale }) => (scale === "grey" ? null : scale),
    read: (text) => oneOf(text, SCALE_NAMES, "no such colours"),
    apply: (scale, { store }) => store.set({ scale }),
  },
  {
    name: "smooth",
    label: "link.smooth",
    write: ({ smooth }) => (smooth ? "1" : null),
    read: (text) => text === "1",
    apply: (smooth, { store }) => store.set({ smooth }),
  },
];

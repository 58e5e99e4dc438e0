/** The part of a link that holds the plane of the manifold, its overlays and the stop of its tour. */

import { Problem } from "../engine/problem.js";
import { indices, numbers, short } from "../kit/numbers.js";
import { requireDims, requireImages } from "./field.js";

const OVERLAYS = ["pictures", "points", "ellipses", "density", "prior", "magnification", "regions", "seams", "energy"];
const CHOSEN = { dims: 2, images: 3 }; // how many make a plane

/** @type {import("./field.js").Field[]} */
export const PLANE_FIELDS = [
  {
    name: "over",
    label: "link.over",
    write: ({ overlays }) =>
      overlays.size === 1 && overlays.has("pictures") ? null : [...overlays].sort().join() || "none",
    read(text) {
      const names = text === "none" ? [] : text.split(",");
      if (!names.every((name) => OVERLAYS.includes(name))) throw new Problem("no such overlay");
      return names;
    },
    apply: (names, { store }) => store.set({ overlays: new Set(names) }),
  },
  {
    name: "plane",
    label: "link.plane",
    write({ plane, view }) {
      if (!plane || (view?.latentDim === 2 && plane.kind === "dims")) return null;
      return plane.kind === "pcs" ? "pcs" : `${plane.kind},${(plane.dims ?? plane.images).join()}`;
    },
    read(text) {
      const [kind, ...rest] = text.split(",");
      if (kind === "pcs" && !rest.length) return { kind };
      const chosen = indices(rest.join());
      if (chosen.length !== CHOSEN[kind] || new Set(chosen).size !== CHOSEN[kind]) throw new Problem("no such plane");
      return { kind, [kind]: chosen };
    },
    apply(plane, { store }) {
      const { view } = store.state;
      requireDims(plane.dims ?? [], view);
      requireImages(plane.images ?? [], view);
      store.set({ plane });
    },
  },
  {
    name: "equal",
    label: "link.equal",
    write: ({ quantile }) => (quantile ? "1" : null),
    read: (text) => text === "1",
    apply: (quantile, { store }) => store.set({ quantile }),
  },
  {
    name: "view",
    label: "link.view",
    write: ({ planeView, model }) =>
      planeView?.model === model ? [...planeView.centre, planeView.span].map(short).join() : null,
    read(text) {
      const [x, y, span] = numbers(text, 3);
      if (!(span > 0)) throw new Problem("its height must be above 0");
      return { centre: [x, y], span };
    },
    apply(view, { store, lens }) {
      const planeView = { model: store.state.model, ...view };
      store.set({ planeView });
      lens.requests.ask("showPlaneView", planeView, { waits: true });
    },
  },
  {
    name: "tour",
    label: "link.tour",
    write: ({ tourAt, model }) =>
      tourAt?.model === model ? `${tourAt.kind},${tourAt.at}${tourAt.isShort ? ",short" : ""}` : null,
    read(text) {
      const [kind, at, length] = text.split(",");
      if (!/^[a-z]{1,20}$/.test(kind)) throw new Problem("no such stop");
      return { kind, at: indices(at ?? "")[0], isShort: length === "short" };
    },
    apply: (stop, { store }) => store.set({ tourAt: { model: store.state.model, ...stop } }),
  },
];

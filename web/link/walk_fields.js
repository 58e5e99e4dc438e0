/** The part of a link that holds a walk: its waypoints, its kind, and how it is played. */

import { firstState } from "../core/state.js";
import { METHODS } from "../core/walk_methods.js";
import { classesGiven, classHeld, makeWaypoint, MOST_WAYPOINTS, setWaypoints, waypointsOf } from "../core/waypoints.js";
import { Problem } from "../engine/problem.js";
import { numbers, packed, short, unpacked } from "../kit/numbers.js";
import { oneOf, requireImages } from "./field.js";

const FIRST = firstState();
const MOST_DRAWN = 64; // points of a drawn path, as in walks/map.js
const NO_CHOICE = "no such choice";

/** @type {import("./field.js").Field[]} */
export const WALK_FIELDS = [
  {
    name: "way",
    label: "link.way",
    isMade: true,
    write(state) {
      const points = waypointsOf(state);
      return points.length ? points.map(({ z, index }) => (index === null ? packed(z) : `i${index}`)).join("~") : null;
    },
    read(text) {
      const points = text.split("~");
      if (points.length > MOST_WAYPOINTS) throw new Problem("a walk has at most {most}", { most: MOST_WAYPOINTS });
      return points.map((point) =>
        /^i\d+$/.test(point) ? { index: Number(point.slice(1)) } : { index: null, z: unpacked(point) },
      );
    },
    apply(points, { store }) {
      const { state } = store;
      const { view, model } = state;
      requireImages(
        points.map(({ index }) => index),
        view,
      );
      const codeAt = ({ index, z }) => (index === null ? codeOf(z, view) : view.code(index));
      setWaypoints(
        store,
        points.map((point) => makeWaypoint(state, codeAt(point), point.index)),
      );
      store.set({ begunWith: new Set([...state.begunWith, model]) });
    },
  },
  {
    name: "held",
    label: "link.held",
    isMade: true,
    write: (state) => classHeld(state)?.toString() ?? null,
    read: (text) => numbers(text, 1)[0],
    apply(label, { store }) {
      oneOf(label, [...Array(classesGiven(store.state)).keys()], NO_CHOICE);
      store.set({ heldClass: label });
    },
  },
  {
    name: "drawn",
    label: "link.drawn",
    isMade: true,
    write: ({ drawn, model }) => (drawn?.model === model ? packed(drawn.path.flatMap((z) => Array.from(z))) : null),
    read: unpacked,
    apply(flat, { store }) {
      const { model, view } = store.state;
      const { latentDim } = view;
      const count = flat.length / latentDim;
      if (!Number.isInteger(count) || count < 2 || count > MOST_DRAWN)
        throw new Problem("it is no path of codes of {latentDim} numbers", { latentDim });
      const path = Array.from({ length: count }, (_, i) => flat.slice(i * latentDim, (i + 1) * latentDim));
      store.set({ drawn: { path, model, id: `link ${Date.now()}` } });
    },
  },
  {
    name: "walk",
    label: "link.walk",
    isMade: true,
    write: ({ walk, wantedWalk }) => ((wantedWalk ?? walk) === FIRST.walk ? null : (wantedWalk ?? walk)),
    read: (text) => oneOf(text, Object.keys(METHODS), "no such walk"),
    // until its row comes
    apply: (walk, { store }) => store.set(store.state.walks[walk] ? { walk } : { wantedWalk: walk }),
  },
  {
    name: "head",
    label: "link.head",
    isMade: true,
    write: ({ playhead }) => (playhead ? playhead.toFixed(3) : null),
    read: (text) => Math.min(1, Math.max(0, numbers(text, 1)[0])),
    apply: (playhead, { store }) => store.set({ playhead }),
  },
  {
    name: "speed",
    label: "link.speed",
    isMade: true,
    write: ({ speed }) => (speed === FIRST.speed ? null : speed),
    read: (text) => oneOf(text, ["latent", "visual"], NO_CHOICE),
    apply: (speed, { store }) => store.set({ speed }),
  },
  {
    name: "repeat",
    label: "link.repeat",
    isMade: true,
    write: ({ repeat }) => (repeat === FIRST.repeat ? null : repeat),
    read: (text) => oneOf(text, ["once", "loop", "swing"], NO_CHOICE),
    apply: (repeat, { store }) => store.set({ repeat }),
  },
  {
    name: "seconds",
    label: "link.seconds",
    isMade: true,
    write: ({ seconds }) => (seconds === FIRST.seconds ? null : short(seconds)),
    read: (text) => oneOf(numbers(text, 1)[0], [2, 4, 8, 16], NO_CHOICE),
    apply: (seconds, { store }) => store.set({ seconds }),
  },
];

/** @param {Float32Array} z @param {import("./field.js").AtlasView} view */
function codeOf(z, { latentDim }) {
  if (z.length !== latentDim) throw new Problem("the model has {dims} dimensions", { dims: latentDim });
  return z;
}

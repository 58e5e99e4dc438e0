/** The part of a link that holds what the visitor made: locks, names, sliders of his own, and the walk. */

import { directionRows, readRows } from "./direction_file.js";
import { METHODS } from "../core/walk_methods.js";
import { MOST_WAYPOINTS, setWaypoints, makeWaypoint, waypointsOf } from "../core/waypoints.js";
import { indices, jsonFromLetters, jsonToLetters, numbers, packed, short, unpacked } from "../kit/numbers.js";

const CHOICES = { speed: ["latent", "visual"], repeat: ["once", "loop", "swing"] };
const FIRST = { speed: "latent", repeat: "swing", seconds: 4 };
const MOST_DRAWN = 64; // points of a drawn path, as in lab/walk_map.js
const MOST_NAME = 40;

const codeOf = (z, { latentDim }) => {
  if (z.length !== latentDim) throw new Error(`the model has ${latentDim} dimensions`);
  return z;
};

/** @type {import("./fields.js").Field[]} */
export const MADE_FIELDS = [
  {
    name: "locks",
    words: "the locks",
    isMade: true,
    write: ({ locks }) => (locks.size ? [...locks].sort((a, b) => a - b).join() : null),
    read: indices,
    apply(dims, { store }) {
      if (dims.some((dim) => dim >= store.state.view.latentDim))
        throw new Error(`the model has ${store.state.view.latentDim} dimensions`);
      store.set({ locks: new Set(dims) });
    },
  },
  {
    name: "names",
    words: "the names of the sliders",
    isMade: true,
    write: ({ names }) => (Object.keys(names ?? {}).length ? jsonToLetters(names) : null),
    read: (text) => checkedNames(jsonFromLetters(text)),
    apply(names, { store }) {
      const {
        names: before,
        view: { latentDim },
      } = store.state;
      store.set({
        names: { ...before, ...Object.fromEntries(Object.entries(names).filter(([dim]) => dim < latentDim)) },
      });
    },
  },
  {
    name: "own",
    words: "the sliders of one's own",
    isMade: true,
    write: ({ directions }) => (directions.length ? jsonToLetters(directionRows(directions, packed)) : null),
    read: jsonFromLetters,
    apply(rows, { store }) {
      const { state } = store;
      const read = readRows(rows, state.view.latentDim, unpacked);
      const isHere = (row) =>
        state.directions.some(
          ({ name, vector }) => name === row.name && vector.every((value, d) => Math.abs(value - row.vector[d]) < 1e-5),
        );
      const fresh = read.filter((row) => !isHere(row));
      const from = Math.max(0, ...state.directions.map(({ id }) => Number(id.slice(1)) || 0)) + 1;
      if (fresh.length)
        store.set({
          directions: [...state.directions, ...fresh.map((row, n) => ({ ...row, id: `d${from + n}`, dim: null }))],
        });
    },
  },
  {
    name: "way",
    words: "the waypoints",
    isMade: true,
    write(state) {
      const points = waypointsOf(state);
      return points.length ? points.map(({ z, index }) => (index === null ? packed(z) : `i${index}`)).join("~") : null;
    },
    read(text) {
      const words = text.split("~");
      if (words.length > MOST_WAYPOINTS) throw new Error(`a walk has at most ${MOST_WAYPOINTS}`);
      return words.map((word) =>
        /^i\d+$/.test(word) ? { index: Number(word.slice(1)) } : { index: null, z: unpacked(word) },
      );
    },
    apply(points, { store }) {
      const { state } = store;
      const { view } = state;
      if (points.some(({ index }) => index !== null && index >= view.count))
        throw new Error(`the model's map holds ${view.count} images`);
      setWaypoints(
        store,
        points.map(({ index, z }) => makeWaypoint(state, index === null ? codeOf(z, view) : view.code(index), index)),
      );
      store.set({ begunWith: new Set([...(state.begunWith ?? []), state.model]) });
    },
  },
  {
    name: "drawn",
    words: "the drawn path",
    isMade: true,
    write: ({ drawn, model }) => (drawn?.model === model ? packed(drawn.path.flatMap((z) => Array.from(z))) : null),
    read: unpacked,
    apply(flat, { store }) {
      const {
        model,
        view: { latentDim },
      } = store.state;
      const count = flat.length / latentDim;
      if (!Number.isInteger(count) || count < 2 || count > MOST_DRAWN)
        throw new Error(`it is no path of codes of ${latentDim} numbers`);
      const path = Array.from({ length: count }, (_, i) => flat.slice(i * latentDim, (i + 1) * latentDim));
      store.set({ drawn: { path, model, id: `link ${Date.now()}` } });
    },
  },
  {
    name: "walk",
    words: "the kind of walk",
    isMade: true,
    write: ({ walk, walkWish }) => ((walkWish ?? walk ?? "linear") === "linear" ? null : (walkWish ?? walk)),
    read(text) {
      if (!Object.hasOwn(METHODS, text)) throw new Error("no such walk");
      return text;
    },
    apply: (walk, { store }) => store.set(store.state.walks?.[walk] ? { walk } : { walkWish: walk }), // until its row comes
  },
  {
    name: "head",
    words: "the place on the walk",
    isMade: true,
    write: ({ playhead }) => (playhead ? playhead.toFixed(3) : null),
    read: (text) => Math.min(1, Math.max(0, numbers(text, 1)[0])),
    apply: (playhead, { store }) => store.set({ playhead }),
  },
  ...["speed", "repeat"].map((name) => ({
    name,
    words: `the walk's ${name}`,
    isMade: true,
    write: (state) => (state[name] && state[name] !== FIRST[name] ? state[name] : null),
    read(text) {
      if (!CHOICES[name].includes(text)) throw new Error("no such choice");
      return text;
    },
    apply: (value, { store }) => store.set({ [name]: value }),
  })),
  {
    name: "seconds",
    words: "the walk's time",
    isMade: true,
    write: ({ seconds }) => (seconds && seconds !== FIRST.seconds ? short(seconds) : null),
    read(text) {
      const [value] = numbers(text, 1);
      if (![2, 4, 8, 16].includes(value)) throw new Error("no such time");
      return value;
    },
    apply: (seconds, { store }) => store.set({ seconds }),
  },
];

/** {dim: name}, nothing else. */
export function checkedNames(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("they are damaged");
  const pairs = Object.entries(value).filter(
    ([dim, name]) => /^\d{1,4}$/.test(dim) && typeof name === "string" && name.trim(),
  );
  return Object.fromEntries(pairs.map(([dim, name]) => [dim, name.trim().slice(0, MOST_NAME)]));
}

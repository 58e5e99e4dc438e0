/** The part of a link that holds what the visitor made of the sliders: locks, names, and sliders of his own. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { Problem } from "../engine/problem.js";
import { indices, jsonFromLetters, jsonToLetters, packed, unpacked } from "../kit/numbers.js";
import { plainName } from "../kit/plain_name.js";
import { directionRows, readRows, requireRoom } from "./direction_file.js";
import { requireDims, sorted } from "./field.js";

/** @typedef {import("../core/types.js").Direction} Direction */

export const LONGEST_NAME = SHARED.link.longest_name; // of a slider, in characters
const SAME = 1e-5; // of a vector's numbers

/** @type {import("./field.js").Field[]} */
export const MADE_FIELDS = [
  {
    name: "all",
    label: "link.all",
    write: ({ allSliders }) => (allSliders ? "1" : null),
    read: (text) => text === "1",
    apply: (allSliders, { store }) => store.set({ allSliders }),
  },
  {
    name: "locks",
    label: "link.locks",
    isMade: true,
    write: ({ locks }) => sorted(locks),
    read: indices,
    apply(dims, { store }) {
      requireDims(dims, store.state.view);
      store.set({ locks: new Set(dims) });
    },
  },
  {
    name: "names",
    label: "link.names",
    isMade: true,
    write: ({ names }) => (Object.keys(names).length ? jsonToLetters(names) : null),
    read: (text) => checkedNames(jsonFromLetters(text)),
    apply(names, { store }) {
      const { latentDim } = store.state.view;
      const fitting = Object.entries(names).filter(([dim]) => Number(dim) < latentDim);
      store.set({ names: { ...store.state.names, ...Object.fromEntries(fitting) } });
    },
  },
  {
    name: "own",
    label: "link.own",
    isMade: true,
    write: ({ directions }) => (directions.length ? jsonToLetters(directionRows(directions, packed)) : null),
    read: jsonFromLetters,
    apply(rows, { store }) {
      const { directions, view } = store.state;
      const isHere = (row) => directions.some((direction) => isSame(direction, row));
      const fresh = readRows(rows, view.latentDim, unpacked).filter((row) => !isHere(row));
      if (!fresh.length) return;
      const all = [...directions, ...withIds(fresh, directions)];
      requireRoom(all);
      store.set({ directions: all });
    },
  },
];

/**
 * Directions as the page keeps them: under ids that none of the others has.
 *
 * @param {import("./direction_file.js").ReadDirection[]} read
 * @param {Direction[]} others
 * @returns {Direction[]}
 */
export function withIds(read, others) {
  const from = Math.max(0, ...others.map(({ id }) => Number(id.slice(1)) || 0)) + 1;
  return read.map((direction, n) => ({ ...direction, id: `d${from + n}`, dim: null }));
}

const isSame = (a, b) => a.name === b.name && a.vector.every((value, d) => Math.abs(value - b.vector[d]) < SAME);

/** {dim: name}, nothing else. @param {unknown} value as parsed @returns {Record<string, string>} */
export function checkedNames(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Problem("they are damaged");
  const pairs = Object.entries(value).map(([dim, name]) => [dim, plainName(name, LONGEST_NAME)]);
  return Object.fromEntries(pairs.filter(([dim, name]) => /^\d{1,4}$/.test(dim) && name));
}

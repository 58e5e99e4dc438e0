/** The part of a link that holds where the sliders of the true factors stand, and the question of their game. */

import { SIZES, toldBy } from "../core/true_factors.js";
import { Problem } from "../engine/problem.js";
import { indices, numbers } from "../kit/numbers.js";
import { requireDims } from "./field.js";

/** @type {import("./field.js").Field[]} */
export const FACTOR_FIELDS = [
  {
    name: "factors",
    label: "link.factors",
    write: ({ factorValues, model }) => (factorValues?.model === model ? factorValues.values.join() : null),
    read(text) {
      const values = numbers(text, SIZES.length);
      if (!values.every((value, factor) => Number.isInteger(value) && value >= 0 && value < SIZES[factor]))
        throw new Problem("no factor has such a value");
      return values;
    },
    apply(values, { store }) {
      requireFactors(store.state);
      store.set({ factorValues: { model: store.state.model, values } });
    },
  },
  {
    name: "ask",
    label: "link.ask",
    isMade: true,
    write: ({ factorQuestion, model }) => (factorQuestion?.model === model ? String(factorQuestion.dim) : null),
    read: (text) => indices(text)[0],
    apply(dim, { store }) {
      requireFactors(store.state);
      requireDims([dim], store.state.view);
      store.set({ factorQuestion: { model: store.state.model, dim } });
    },
  },
];

/** @param {import("./field.js").State} state @throws {Problem} where the model's are not known */
function requireFactors(state) {
  if (!toldBy(state)) throw new Problem("the model has no true factors");
}

/** The true factors of `shapes`, whose pictures the browser can draw: where their sliders stand, and what is asked. */

export const NAMES = ["shape", "scale", "rotation", "x", "y"];
export const SIZES = [3, 6, 10, 16, 16];
const MIDDLE = SIZES.map((size) => Math.floor((size - 1) / 2));

/** @typedef {import("./types.js").State} State */

/** How much each number of a code tells of each factor, (F, D), where a model's are known. @param {State} state */
export const toldBy = ({ view }) => /** @type {number[][] | null} */ (view?.spec?.factor_information ?? null);

/** Where the sliders of the present model's factors stand, in steps from 0. @param {State} state @returns {number[]} */
export const valuesOf = ({ factorValues, model }) => (factorValues?.model === model ? factorValues.values : MIDDLE);

/** The number of the code that the game asks for, or null. @param {State} state */
export const askedOf = ({ factorQuestion, model }) => (factorQuestion?.model === model ? factorQuestion.dim : null);

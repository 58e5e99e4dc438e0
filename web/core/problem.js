/** What failed, as one sentence where the picture would be; below the picture where only a part of the page failed. */

import { Problem } from "../engine/problem.js";
import { el, setAttribute, setText } from "../kit/dom.js";

const LONGEST = 400; // characters: what a file calls its parts may fill a screen

/** @typedef {{sentence: string, isWhole: boolean}} Failure isWhole: there is no picture to show */

/** What an error says to the visitor, without the full stop. */
export function sentenceOf(error) {
  const text = error instanceof Problem ? error.message : `it is damaged: ${error?.message ?? error}`;
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replace(/\.$/, "");
}

/** @returns {Failure} of an error that nobody expected: a fault of the program */
export function failureOf(error, isWhole) {
  if (error instanceof Problem) return { sentence: `${sentenceOf(error)}.`, isWhole };
  const what = String(error?.message ?? error).slice(0, LONGEST);
  return {
    sentence: `A part of this page failed (${what}). Reload the page; if it fails again, choose another model.`,
    isWhole,
  };
}

export const PROBLEM_CSS = `
.problem { margin: 0; padding: 0.7rem 0.9rem; border-radius: var(--radius); border: 1px solid var(--line); background: var(--wash);
  border-left: 4px solid #d0301a; font-size: 0.875rem; line-height: 1.45; overflow-wrap: anywhere; }
.problem[hidden] { display: none; }
.problem.whole { min-height: 8rem; display: grid; align-content: center; }
.problem[hidden].whole { display: none; }
`;

/** @returns {HTMLElement} an alert that shows the store's `problem` while there is one */
export function createProblem({ store, signal }) {
  const { state } = store;
  const element = el("p", { class: "problem", role: "alert", hidden: true });
  const draw = () => {
    element.hidden = !state.problem;
    setAttribute(element, "data-testid", state.problem ? "page-error" : null); // none where there is nothing to read
    element.classList.toggle("whole", Boolean(state.problem?.isWhole));
    setText(element, state.problem?.sentence ?? "");
  };
  store.watch(["problem"], draw, signal);
  draw();
  return element;
}

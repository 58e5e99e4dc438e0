/** What failed, as one sentence where the picture would be; below the picture where only a part of the page failed. */

import { Problem } from "../engine/problem.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { clauseOf, text } from "../words/words.js";

/** @typedef {{sentence: string, isWhole: boolean}} Failure isWhole: there is no picture to show */

/** What is wrong with a file, whatever reading it has thrown. @param {unknown} error */
export const asProblem = (error) =>
  error instanceof Problem ? error : new Problem("it is damaged: {what}", { what: messageOf(error) });

/** @param {unknown} error a Problem, or a fault of the program @param {boolean} isWhole @returns {Failure} */
export function failureOf(error, isWhole) {
  if (error instanceof Problem) return { sentence: text("core.sentence", { clause: clauseOf(error) }), isWhole };
  return { sentence: text("core.failed", { what: messageOf(error).slice(0, LONGEST) }), isWhole };
}

const LONGEST = 400; // characters

/** @param {unknown} error */
const messageOf = (error) => String(/** @type {Error} */ (error)?.message ?? error);

export const PROBLEM_CSS = `
.problem { margin: 0; padding: 0.7rem 0.9rem; border-radius: var(--radius); border: 1px solid var(--line);
  background: var(--wash); border-left: 4px solid #d0301a; font-size: 0.875rem; line-height: 1.45;
    overflow-wrap: anywhere; }
.problem[hidden] { display: none; }
.problem.whole { min-height: 8rem; display: grid; align-content: center; }
.problem[hidden].whole { display: none; }
`;

/**
 * An alert that shows the store's `problem` while there is one.
 *
 * @param {Pick<import("./types.js").PartContext, "store" | "signal">} context
 */
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

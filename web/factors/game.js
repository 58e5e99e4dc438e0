/**
 * Which slider is it? A number of the code moves by itself, unnamed; the visitor says which true factor it changes. The
 * tables are covered until then. Who wants no motion sees its two ends, one after the other at each press.
 */

import { STAGE } from "../core/frame.js";
import { askedOf } from "../core/true_factors.js";
import { el, reducedMotion, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { factorName, mostOf } from "./heat_map.js";

const LASTS_MS = 3000;
const TELLS_FROM = 0.1; // parts of an entropy: a number that tells less of every factor is not asked for
const REACH = 2; // standard deviations of N(0, 1)

/** The numbers that tell enough of a factor to be asked for. @param {number[][]} told */
export const askable = (told) =>
  told[0].map((_, dim) => dim).filter((dim) => told[mostOf(told, dim)][dim] >= TELLS_FROM);

/** @param {{store: any, frame: any, lens: any, told: number[][], signal: AbortSignal}} context */
export function createGame({ store, frame, lens, told, signal }) {
  const { state } = store;
  const choice = askable(told);
  const score = { right: 0, of: 0 };
  let start = -1;
  let end = 1;
  const begin = el("button", { onclick: move, "data-testid": "game-move" });
  const guesses = told.map((_, factor) =>
    el("button", { onclick: () => guess(factor), "data-testid": `guess-${factor}` }, factorName(factor)),
  );
  const says = el("span", { class: "soft", role: "status", "data-testid": "game-says" });
  const element = el("div", { class: "row game", hidden: !choice.length }, begin, ...guesses, says);
  const due = frame.job(STAGE.gesture, step, signal);
  show();

  /** What is asked, where something is; else the last answer stays. */
  function show() {
    const isAsked = askedOf(state) !== null;
    setText(begin, text(isAsked ? "factors.move" : "factors.game"));
    for (const button of guesses) button.disabled = !isAsked;
    if (isAsked) setText(says, text("factors.ask"));
  }

  function move() {
    if (askedOf(state) === null) {
      const dim = choice[Math.floor(Math.random() * choice.length)];
      store.set({ factorQuestion: { model: state.model, dim } });
    }
    if (reducedMotion()) return showEnd();
    start = performance.now();
    due();
  }

  function showEnd() {
    end = -end;
    place(REACH * end);
  }

  function step() {
    if (askedOf(state) === null || start < 0) return;
    const done = Math.min(1, (performance.now() - start) / LASTS_MS);
    place(REACH * Math.sin(2 * Math.PI * done));
    if (done < 1) return requestAnimationFrame(due);
    start = -1;
    lens.restore();
  }

  function place(value) {
    const z = Float32Array.from(state.pinned);
    z[askedOf(state)] = value;
    lens.move(z, { source: "game" });
  }

  function guess(factor) {
    const dim = askedOf(state);
    const right = mostOf(told, dim);
    score.of += 1;
    score.right += Number(factor === right);
    const holes = { dim: dim + 1, name: factorName(right), right: score.right, n: score.of };
    setText(says, text(factor === right ? "factors.right" : "factors.wrong", holes));
    start = -1;
    store.set({ factorQuestion: null });
    lens.restore();
    begin.focus({ preventScroll: true }); // the button that was pressed takes no focus any more
  }

  return { element, show };
}

/**
 * Which slider is it? A number of the code moves by itself, unnamed; the visitor says which true factor it changes.
 * Who wants no motion sees its two ends, one after the other at each press.
 */

import { STAGE } from "../core/frame.js";
import { el, reducedMotion, setText } from "../kit/dom.js";

import { text } from "../words/words.js";
import { factorName, mostOf } from "./heat_map.js";

const LASTS_MS = 3000;
const TELLS_FROM = 0.1; // parts of an entropy: a number that tells less of every factor is not asked for
const REACH = 2; // standard deviations of N(0, 1)

/** @param {{frame: any, lens: any, state: any, told: number[][], signal: AbortSignal}} context */
export function createGame({ frame, lens, state, told, signal }) {
  const asked = told[0].map((_, dim) => dim).filter((dim) => told[mostOf(told, dim)][dim] >= TELLS_FROM);
  const score = { right: 0, of: 0 };
  let dim = -1;
  let start = -1;
  let end = 1;
  const begin = el("button", { onclick: move, "data-testid": "game-move" }, text("factors.game"));
  const guesses = told.map((_, factor) =>
    el(
      "button",
      { onclick: () => guess(factor), disabled: true, "data-testid": `guess-${factor}` },
      factorName(factor),
    ),
  );
  const says = el("span", { class: "soft", role: "status", "data-testid": "game-says" });
  const element = el("div", { class: "row game", hidden: !asked.length }, begin, ...guesses, says);
  const due = frame.job(STAGE.gesture, step, signal);

  function move() {
    if (dim < 0) {
      dim = asked[Math.floor(Math.random() * asked.length)];
      setText(says, text("factors.ask"));
    }
    for (const button of guesses) button.disabled = false;
    if (reducedMotion()) return showEnd();
    start = performance.now();
    due();
  }

  function showEnd() {
    end = -end;
    place(REACH * end);
  }

  function step() {
    if (dim < 0 || start < 0) return;
    const done = Math.min(1, (performance.now() - start) / LASTS_MS);
    place(REACH * Math.sin(2 * Math.PI * done));
    if (done < 1) return requestAnimationFrame(due);
    start = -1;
    lens.restore();
  }

  function place(value) {
    const z = Float32Array.from(state.pinned);
    z[dim] = value;
    lens.move(z, { source: "game" });
  }

  function guess(factor) {
    const right = mostOf(told, dim);
    score.of += 1;
    score.right += Number(factor === right);
    const holes = { dim: dim + 1, name: factorName(right), right: score.right, n: score.of };
    setText(says, text(factor === right ? "factors.right" : "factors.wrong", holes));
    for (const button of guesses) button.disabled = true;
    dim = start = -1;
    lens.restore();
  }

  return { element };
}

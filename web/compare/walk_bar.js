/** A walk through both models: from one image to another, with one playhead. */

import { withBlend } from "../engine/parts.js";
import { el, setText } from "../kit/dom.js";
import { imageInWords } from "../meter/image_words.js";
import { text } from "../words/words.js";
import { anotherImage, walkCode } from "./counterpart.js";
import { createSwing } from "./swing.js";

const WALK = "walk"; // source of a code that lies on it

export const WALK_BAR_CSS = `
.compare .walk { display: grid; gap: 0.4rem; }
.compare .walk .ends { display: flex; justify-content: space-between; gap: 1rem; }
.compare .walk .ends span:last-child { text-align: right; }
.compare .walk input { width: 100%; min-height: 28px; accent-color: var(--st-primary-color); }
@media (pointer: coarse) { .compare .walk input { min-height: 44px; } }
`;

/** @typedef {import("./counterpart.js").Walk} Walk */

/** @param {Pick<import("../core/types.js").PartContext, "store" | "frame" | "lens" | "signal">} context */
export function createWalkBar({ store, frame, lens, signal }) {
  const { state } = store;
  /** @type {Walk | null} */
  let walk = null;
  const swing = createSwing({ frame, signal }, () => walk?.at ?? 0, go);
  const from = el("span", { class: "soft number" });
  const to = el("span", { class: "soft number" });
  const slider = el("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 0.001,
    value: 0,
    "aria-label": text("compare.walk"),
    "data-testid": "compare-walk",
    oninput: frame.timed("slider", () => go(slider.valueAsNumber)),
    onchange: () => lens.pin(),
    onpointerdown: () => setPlaying(false),
  });
  const play = el("button", {
    class: "primary",
    "data-testid": "compare-play",
    onclick: () => setPlaying(!swing.isOn),
  });
  const pair = el("button", { "data-testid": "compare-pair", onclick: choosePair }, text("compare.anotherPair"));
  const element = el("div", { class: "walk", role: "group", "aria-label": text("compare.walk") });
  element.append(slider, el("div", { class: "ends" }, from, to), el("div", { class: "row" }, play, pair));

  /** From where the visitor is, or from the image nearest to there. */
  function begin() {
    const start = state.pinnedOrigin.index ?? lens.search.nearest(state.pinned, 1).indices[0];
    walk = { from: start, to: anotherImage(state.view, start, Math.random), at: 0 };
    name();
  }

  function choosePair() {
    const { count } = state.view;
    walk = null;
    const start = Math.floor(Math.random() * count);
    lens.pin(state.view.code(start), { source: "compare", index: start });
    begin();
  }

  function name() {
    setText(from, imageInWords(state.view, walk.from));
    setText(to, imageInWords(state.view, walk.to));
    slider.value = String(walk.at);
  }

  /** @param {number} at */
  function go(at) {
    if (!state.view) return;
    if (!walk) begin();
    walk = { ...walk, at };
    slider.value = String(at);
    const { parts } = state.view;
    lens.move(withBlend(parts, walkCode(state.view, walk), state.pinned), { source: WALK, index: null });
  }

  function setPlaying(next) {
    if (swing.isOn && !next && state.engine) lens.pin();
    swing.set(next);
    setText(play, text(next ? "compare.stop" : "compare.play"));
  }

  /** Of another model the images are others. */
  function forget() {
    setPlaying(false);
    walk = null;
    follow();
  }

  /** A walk starts where the visitor is: another image is another walk. */
  function follow() {
    if (!state.view || !state.pinned || !lens.search || swing.isOn || state.origin.source === WALK) return;
    const here = state.pinnedOrigin.index ?? null;
    if (!walk || (here !== null && here !== walk.from && here !== walk.to)) begin();
  }

  store.watch(["pinned"], follow, signal);
  store.watch(["view"], forget, signal);
  setPlaying(false);
  follow();
  return {
    element,

    /** The walk that what is shown lies on, or null. @returns {Walk | null} */
    now: () => (state.origin.source === WALK ? walk : null),
  };
}

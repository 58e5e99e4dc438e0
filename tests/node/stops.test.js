/** A talk from stop to stop, without a browser: what moves the code while another model is on its way. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createStops } from "../../web/talk/stops.js";

globalThis.matchMedia = () => ({ matches: true }); // less motion: whoever glides arrives at once
globalThis.requestAnimationFrame = (fn) => setTimeout(() => fn(performance.now()), 1);

const WIDTHS = { two: 2, three: 3 };
const stop = (model, more = {}) => ({
  model,
  z: Array(WIDTHS[model]).fill(0),
  panels: ["picture"],
  hidden: [],
  walk: { kind: "path", through: [Array(WIDTHS[model]).fill(-1), Array(WIDTHS[model]).fill(1)], along: [] },
  ...more,
});

/** A talk whose moves are kept as pairs of the model that was there and the width of the code. */
function talkOf(...stops) {
  const moves = [];
  const state = { model: "two", z: new Float32Array(2), view: { latentDim: 2 }, directions: [], locks: new Set() };
  const move = (z) => moves.push([state.model, z.length]);
  const lens = {
    move,
    pin: (z) => move(z ?? state.z),
    follow({ model, z }) {
      Object.assign(state, { model, z: Float32Array.from(z), view: { latentDim: WIDTHS[model] } });
    },
    maps: { camera: () => null, setCamera() {} },
    requests: { cancel() {} },
  };
  const store = { state, set: (patch) => Object.assign(state, patch) };
  const held = [];
  const live = { play: () => held.push("play") < 3, toggle: () => held.push("toggle") };
  const hold = (page) => (page ? held.push(page.page) && live : null);
  const view = { fade() {}, arrange() {}, hold };
  return { moves, held, talk: createStops(stops, { store, lens, view, shown() {}, walked() {} }) };
}

const after = (ms) => new Promise((done) => setTimeout(done, ms));

test("no walk is played while the model of its stop is on its way", async () => {
  const { moves, talk } = talkOf(stop("two", { walk: null }), stop("three"));
  talk.go(0, { jump: true });
  await after(20);
  talk.go(1);
  assert.equal(talk.playOnce(), false);
  talk.toggleWalk();
  assert.equal(talk.walkKind(), null);
  await after(400);
  assert.deepEqual([...new Set(moves.map(([model, width]) => width === WIDTHS[model]))], [true]);
  assert.equal(talk.playOnce(), true);
  talk.hold();
});

test("a page takes Next and R for itself, moves no code, and is not begun anew where it stands", async () => {
  const { moves, held, talk } = talkOf(stop("two"), { page: "playground", model: "", query: {} });
  talk.go(0, { jump: true });
  await after(20);
  talk.go(1);
  await after(300);
  moves.length = 0;
  assert.equal(talk.playOnce(), true);
  assert.equal(talk.playOnce(), false);
  talk.toggleWalk();
  talk.go(2);
  await after(300);
  assert.deepEqual(held, ["playground", "play", "play", "toggle"]);
  assert.deepEqual([moves, talk.at(), talk.walkKind()], [[], 1, null]);
  talk.go(0);
  await after(300);
  assert.notEqual(moves.length, 0);
  talk.hold();
});

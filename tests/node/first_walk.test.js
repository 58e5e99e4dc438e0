/** The first visit's walk ends on an invitation, which the first touch takes away. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { firstWalk } from "../../web/core/first_walk.js";
import { createStore } from "../../web/core/store.js";

const VIEW = {
  classNames: ["cat", "dog"],
  labels: [0, 1],
  latentDim: 2,
  codes: Float32Array.of(0, 0, 1, 1),
  parts: [{ name: "z", kind: "vector", start: 0, stop: 2 }],
  code: (/** @type {number} */ index) => VIEW.codes.slice(2 * index, 2 * index + 2),
};

/** A window with a clock that stands still until it is moved. */
function still() {
  const events = new EventTarget();
  /** @type {((now: number) => void) | null} */
  let next = null;
  Object.assign(globalThis, {
    matchMedia: () => ({ matches: false }),
    requestAnimationFrame: (/** @type {any} */ step) => (next = step),
    addEventListener: events.addEventListener.bind(events),
  });
  const start = performance.now();
  const frame = (/** @type {number} */ ms) => {
    const step = next;
    next = null;
    step?.(start + ms);
  };
  return { frame, touch: () => events.dispatchEvent(new Event("pointermove")) };
}

test("after its last leg the visitor is invited, and what was pinned is back; a touch ends that", () => {
  const { frame, touch } = still();
  const store = createStore({ isFirstVisit: true, isInvited: false, view: VIEW, pinned: VIEW.code(0), engine: {} });
  const moves = [];
  let restored = 0;
  const lens = { move: (/** @type {Float32Array} */ z) => moves.push([...z]), restore: () => restored++ };
  firstWalk({ store, lens });
  frame(750);
  assert.equal(moves.length, 1);
  assert.ok(!store.state.isInvited);
  frame(60_000);
  assert.deepEqual([store.state.isInvited, store.state.isFirstVisit, restored], [true, true, 1]);
  touch();
  assert.deepEqual([store.state.isInvited, store.state.isFirstVisit], [false, false]);
});

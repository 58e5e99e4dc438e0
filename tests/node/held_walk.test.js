/** A walk of a model that is given the class: what it goes through, and what a link says of it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { canGoByCodes, setWaypoints, makeWaypoint, walkPoints } from "../../web/core/waypoints.js";
import { WALK_FIELDS } from "../../web/link/walk_fields.js";

const PARTS = [
  { name: "z", kind: "vector", start: 0, stop: 2 },
  { name: "y", kind: "class", start: 2, stop: 4 },
];
const HELD = WALK_FIELDS.find(({ name }) => name === "held");

/** A store with a walk from an image of the first class to one of the second. */
function storeOf(heldClass) {
  const codes = [Float32Array.of(1, 2, 1, 0), Float32Array.of(3, 4, 0, 1)];
  const view = { parts: PARTS, code: (index) => codes[index], latentDim: 4 };
  const state = { model: "m", view, waypoints: [], heldClass, pinned: codes[0] };
  const store = { state, set: (patch) => Object.assign(state, patch) };
  setWaypoints(
    store,
    codes.map((z, index) => makeWaypoint(state, z, index)),
  );
  return store;
}

test("both ends are of the class that is held, each in its own style, and are still known as images", () => {
  const points = walkPoints(storeOf(1).state);
  assert.deepEqual(
    points.map(({ z }) => Array.from(z)),
    [
      [1, 2, 0, 1],
      [3, 4, 0, 1],
    ],
  );
  assert.deepEqual(
    points.map(({ index }) => index),
    [0, 1],
  );
});

test("walks by the codes exist where a class is held, and not where it goes from one to another", () => {
  assert.ok(canGoByCodes(storeOf(0).state));
  assert.ok(!canGoByCodes(storeOf(null).state));
});

test("an image is walked through by the blend of decoders that is pinned, a point by its own", () => {
  const { state } = storeOf(null);
  state.view.parts = [
    { ...PARTS[0], stop: 3 },
    { name: "b", kind: "blend", start: 3, stop: 4 },
  ];
  state.pinned = Float32Array.of(0, 0, 0, 0.25);
  state.waypoints[1] = { ...state.waypoints[1], index: null };
  assert.deepEqual(
    walkPoints(state).map(({ z }) => z[3]),
    [0.25, 1],
  );
});

test("a link keeps the class that is held, and refuses one that the model does not have", () => {
  const store = storeOf(1);
  assert.equal(HELD.write(store.state), "1");
  HELD.apply(HELD.read("0"), { store });
  assert.equal(store.state.heldClass, 0);
  for (const text of ["2", "-1", "0.5"]) assert.throws(() => HELD.apply(HELD.read(text), { store }), /no such choice/);
  store.state.view = { ...store.state.view, parts: [{ ...PARTS[0], stop: 4 }] };
  assert.equal(HELD.write(store.state), null);
});

/** The tour of the plane: eight stops at first, of as many classes as there are, and all of them on demand. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createRoute, routeOf, shortRouteOf } from "../../web/manifold/tour_route.js";

const stop = (kind, ...classes) => ({ kind, classes, z: [0, 0], index: -1 });
const SEAMS = [
  [5, 8],
  [3, 5],
  [3, 6],
  [5, 6],
  [0, 4],
  [0, 6],
  [4, 7],
].map((pair) => stop("seam", ...pair));
const HOLES = [1, 2, 3].map(() => stop("hole"));
const ODD = [
  [6, 8],
  [9, 8],
  [2, 5],
].map((pair) => stop("strange", ...pair));
const STOPS = [...HOLES, ...SEAMS, ...ODD];

function visit(stops) {
  const state = { model: "m", tourAt: null, overlays: new Set() };
  const asked = [];
  const store = { state, set: (patch) => Object.assign(state, patch) };
  const route = createRoute({ store, lens: { requests: { ask: (_, place) => asked.push(place) } } }, () => stops);
  return { route, state, asked };
}

test("the short tour has four seams, two holes and two odd ones, and prefers classes not yet seen", () => {
  assert.deepEqual(
    shortRouteOf(STOPS).map(({ kind, at }) => `${kind} ${at}`),
    ["seam 0", "seam 1", "seam 2", "seam 4", "hole 0", "hole 1", "strange 0", "strange 2"],
  );
});

test("a tour begins short, and goes on by all stops from where it is", () => {
  const { route, asked } = visit(STOPS);
  route.begin();
  route.next();
  assert.deepEqual([route.length(), route.position(), asked.at(-1)], [8, 1, SEAMS[1]]);
  route.next();
  route.next();
  route.takeAll();
  assert.deepEqual([route.length(), route.position()], [13, 4]);
  route.next();
  assert.equal(asked.at(-1), SEAMS[5]);
  assert.deepEqual(route.present(), routeOf(STOPS)[5]);
});

test("where there are few stops, all of them are the tour", () => {
  const { route, state } = visit([...SEAMS.slice(0, 2), ...HOLES.slice(0, 1)]);
  route.begin();
  assert.equal(state.tourAt.isShort, false);
  assert.equal(route.length(), 3);
});

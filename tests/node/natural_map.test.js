/** A model of two numbers opens as its plane, any other as t-SNE, until a visitor or a link says otherwise. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createReading } from "../../web/core/reading.js";
import { firstState } from "../../web/core/state.js";
import { partsOf } from "../../web/engine/parts.js";
import { createStore } from "../../web/core/store.js";
import { pairsOf } from "../../web/link/link.js";
import { readHash } from "../../web/one_file/link.js";
import { checkDeck } from "../../web/talk/deck_check.js";

const COUNT = 40;

/** An atlas of so many dimensions, whose computed maps lie elsewhere than its codes. */
function viewOf(latentDim) {
  const codes = Float32Array.from({ length: COUNT * latentDim }, (_, i) => Math.sin(3 * i));
  const map = (scale) => Float32Array.from({ length: 2 * COUNT }, (_, i) => scale * Math.cos(7 * i));
  const mapped = { latentDim, count: COUNT, codes };
  const parts = partsOf({ latent_dim: latentDim });
  return { ...mapped, mapped, parts, tsne: map(50), pca: map(5), classNames: ["a"], labels: codes.map(() => 0) };
}

function visited() {
  const store = createStore(firstState());
  const reading = createReading(store, { job: () => () => {}, rest() {} }, {});
  const open = (latentDim) => {
    const view = viewOf(latentDim);
    store.set({ view });
    reading.open(view, { lane: "all" });
    return store.state.projection;
  };
  return { store, reading, open, lens: { maps: { camera: () => null } } };
}

const mapIn = ({ store, lens }) => pairsOf({ store, lens }, (name) => name === "map")[0]?.[1] ?? null;

test("every model opens with its own map, whichever was open before", () => {
  const { open } = visited();
  assert.deepEqual([1, 2, 16, 2, 3].map(open), ["tsne", "z1,z2", "tsne", "z1,z2", "tsne"]);
});

test("a map that was chosen stays with the next model, if that has it", () => {
  const { open, reading } = visited();
  open(2);
  reading.project("pca");
  assert.equal(open(16), "pca");
  reading.project("z6,z3");
  assert.equal(open(2), "z1,z2");
});

test("on the plane a place is the code itself, to the last bit, and back", () => {
  const { open, reading } = visited();
  open(2);
  const places = [
    [0.1, -0.2],
    [7.25, 1e-3],
  ];
  for (const place of places) {
    const z = reading.search.invert(...place, new Float32Array(2));
    assert.deepEqual(z, Float32Array.from(place));
    assert.deepEqual(reading.search.toMap(z), Array.from(z));
  }
});

test("a link names the map that is not the model's own, and one that a camera belongs to", () => {
  const here = visited();
  here.open(2);
  assert.equal(mapIn(here), null);
  here.store.set({ mapView: { x: [0, 1], y: [0, 1], projection: "z1,z2" } });
  assert.equal(mapIn(here), "z1,z2");
  here.reading.project("tsne");
  assert.equal(mapIn(here), "tsne");
  here.open(16);
  assert.equal(mapIn(here), null);
});

test("a canvas map that nobody has chosen is the model's own in links, too", () => {
  const here = visited();
  here.open(2);
  here.store.set({ mapStyle: { projection: null, colouring: "class" } });
  assert.equal(mapIn(here), null);
  here.store.set({ mapStyle: { projection: "tsne", colouring: "class" } });
  assert.equal(mapIn(here), "tsne");
});

test("an earlier link with a camera and no map is of t-SNE, and so is an earlier stop", () => {
  assert.equal(readHash("#v=1&camera=-3,3,-2,2").values.get("map"), "tsne");
  assert.equal(readHash("#v=1&camera=-3,3,-2,2&map=pca").values.get("map"), "pca");
  assert.equal(readHash("#v=1&z=1,2").values.has("map"), false);
  const stops = [{ camera: { x: [0, 1], y: [0, 1] } }, { projection: "pca" }, {}];
  assert.deepEqual(
    checkDeck({ stops }).stops.map(({ projection }) => projection),
    ["tsne", "pca", ""],
  );
});

/** True factors without a browser: what is told of seeds, what the game may ask, and what links and stops keep. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMaps } from "../../web/core/maps.js";
import { createRequests } from "../../web/core/requests.js";
import { firstState } from "../../web/core/state.js";
import { createStore } from "../../web/core/store.js";
import { askedOf, valuesOf } from "../../web/core/true_factors.js";
import { changedDims } from "../../web/factors/changed.js";
import { askable } from "../../web/factors/game.js";
import { mostOf } from "../../web/factors/heat_map.js";
import { sentencesOn } from "../../web/factors/seeds.js";
import { applyLink, pairsOf, readLink, remarkOn, toText } from "../../web/link/link.js";
import { applyMore, takeStop } from "../../web/talk/take_stop.js";

const TOLD = [
  [0.0, 0.05, 0.2],
  [0.1, 0.02, 0.4],
  [0.0, 0.0, 0.0],
  [0.7, 0.03, 0.1],
  [0.0, 0.09, 0.1],
];
const MODEL = "shapes-tcvae";

/** A page that shows a model of three numbers; told: what they tell of the factors, if those are known. */
function pageOf(told, model = MODEL) {
  const view = { latentDim: 3, count: 9, classNames: ["a"], parts: [], code: () => new Float32Array(3) };
  const spec = told ? { factor_information: told } : {};
  const store = createStore({ ...firstState(), model, view: { ...view, spec }, pinned: new Float32Array(3) });
  const lens = { pin: (pinned) => store.set({ pinned }), maps: createMaps(), requests: createRequests() };
  return { store, lens };
}

const seedOf = (seed, mig, dims) => ({
  seed,
  mig,
  is_shown: seed === 0,
  information: dims.map((most) => [0, 1, 2].map((dim) => (dim === most ? 0.5 : 0.1))),
});

test("a number that tells too little is not asked for, and each stands for what it tells most of", () => {
  assert.deepEqual(askable(TOLD), [0, 2]);
  assert.deepEqual(
    [0, 2].map((dim) => mostOf(TOLD, dim)),
    [3, 1],
  );
});

test("what moved is found, and nothing of a code of another length", () => {
  assert.deepEqual(changedDims([0, 1, 2], [0, 1.5, 2]), [1]);
  assert.deepEqual(changedDims([0, 1, 2], [3, 1, 4]), [0, 2]);
  assert.deepEqual(changedDims([0, 1, 2], [0, 1, 2]), []);
  assert.deepEqual(changedDims([0, 1], [3, 1, 4]), []);
});

test("seeds that differ are said to differ, and those that fail to fail", () => {
  const other = sentencesOn([seedOf(0, 0.4, [0, 1, 2, 0, 1]), seedOf(1, 0.1, [2, 1, 2, 0, 1])]);
  assert.match(other[0], /^shape is mostly in z1 and z3: the seed decides/);
  assert.equal(other[1], "Some seeds fail: MIG ranges from 0.10 to 0.40; 1 is best.");
  const same = sentencesOn([seedOf(0, 0.4, [0, 1, 2, 0, 1]), seedOf(1, 0.3, [0, 1, 2, 0, 1])]);
  assert.equal(same[0], "shape is mostly in z1 with every seed.");
  assert.equal(same[1], "MIG ranges from 0.30 to 0.40; 1 is best.");
});

test("a link holds where the factors stand and what is asked, of its own model alone", () => {
  const page = pageOf(TOLD);
  page.store.set({
    factorValues: { model: MODEL, values: [0, 5, 9, 15, 3] },
    factorQuestion: { model: MODEL, dim: 2 },
  });
  const link = toText(pairsOf(page));
  assert.match(link, /&factors=0,5,9,15,3&ask=2/);
  const other = pageOf(TOLD, "shapes-beta");
  assert.deepEqual(applyLink(readLink(link), other), []);
  assert.deepEqual(valuesOf(other.store.state), [0, 5, 9, 15, 3]);
  assert.equal(askedOf(other.store.state), 2);
  other.store.set({ model: MODEL });
  assert.deepEqual([valuesOf(other.store.state), askedOf(other.store.state)], [[1, 2, 4, 7, 7], null]);
  assert.doesNotMatch(toText(pairsOf(other)), /factors|ask/);
});

const WRONG = [
  [TOLD, "factors=0,5,9,16,3", "the sliders of the true factors (no factor has such a value)"],
  [TOLD, "factors=0,5", "the sliders of the true factors (5 numbers are needed)"],
  [TOLD, "factors=0,5,0.5,1,3", "(no factor has such a value)"],
  [TOLD, "ask=3", "the question of the game (the model has 3 dimensions)"],
  [TOLD, "ask=-1", "the question of the game (an index is not a whole number)"],
  [null, "factors=0,5,9,15,3&ask=1", "(the model has no true factors)"],
];

for (const [told, hash, words] of WRONG)
  test(`#${hash} is left out${told ? "" : " of a model without factors"}`, () => {
    const page = pageOf(told);
    const remark = remarkOn(applyLink(readLink(hash), page));
    assert.ok(remark.includes(words), remark);
    assert.deepEqual([page.store.state.factorValues, page.store.state.factorQuestion], [null, null]);
  });

test("a stop of a talk keeps both, and one without has neither", () => {
  const page = pageOf(TOLD);
  const plain = takeStop(page, "explore");
  page.store.set({ factorValues: { model: MODEL, values: [2, 1, 0, 4, 4] }, factorQuestion: { model: MODEL, dim: 0 } });
  const asked = takeStop(page, "explore");
  applyMore(plain, page);
  assert.deepEqual([page.store.state.factorValues, askedOf(page.store.state)], [null, null]);
  applyMore(asked, page);
  assert.deepEqual([valuesOf(page.store.state), askedOf(page.store.state)], [[2, 1, 0, 4, 4], 0]);
});

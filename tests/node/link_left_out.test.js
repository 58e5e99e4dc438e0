/** What a link gets wrong is left out, in one sentence; what is right beside it is taken. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMaps } from "../../web/core/maps.js";
import { createRequests } from "../../web/core/requests.js";
import { firstState } from "../../web/core/state.js";
import { createStore } from "../../web/core/store.js";
import { jsonToLetters, packed } from "../../web/kit/numbers.js";
import { applyLink, readLink, remarkOn } from "../../web/link/link.js";

const VIEW = { latentDim: 2, count: 1797, classNames: Array.from("0123456789"), code: () => new Float32Array(2) };

/** Follows a link to a model of two dimensions. */
function follow(address) {
  const store = createStore({ ...firstState(), model: "digits-2d", view: VIEW, pinned: new Float32Array(2) });
  const lens = { pin: (pinned) => store.set({ pinned }), maps: createMaps(), requests: createRequests() };
  const link = readLink(...address.split("#"));
  return { store, remark: remarkOn(applyLink(link, { store, lens }), link.version) };
}

const WRONG = [
  ["?model=digits-2d&z=nan,1", "a number is missing"],
  ["?model=digits-2d&z=1,abc", "a number is missing"],
  ["?model=digits-2d&z=1e999,0", "a number is missing"],
  ["?model=digits-2d&z=1e7,1", "z must lie within ±1,000,000"],
  ["?model=digits-2d#z=1,1&way=i41~i99999999", "the waypoints (the model's map holds"],
  ["?model=digits-2d#way=AAAA~%E2%82%AC", "the waypoints (a code is damaged)"],
  [`?model=digits-2d#way=${packed([1, 0])}~${packed([1e30, 0])}`, "the waypoints (a code is damaged)"],
  ["?model=digits-2d#plane=dims,0,7", "the plane (the model has 2 dimensions)"],
  ["?model=digits-2d#own=e30", "your own sliders"],
  ["?model=digits-2d#names=%25%25", "the names of the sliders"],
  ["?model=digits-2d&map=nowhere&camera=2,1,0,1", "the map (no such map) and the map's zoom"],
];

for (const [address, words] of WRONG)
  test(`${address} is taken without ${words}`, () => {
    const { remark, store } = follow(`${address}${address.includes("#") ? "&" : "#"}scale=ink`);
    assert.ok(remark.startsWith("Ignored in this link: "), remark);
    assert.ok(remark.includes(words), remark);
    assert.equal(store.state.scale, "ink");
  });

test("a link brings no more sliders than this browser keeps", () => {
  const own = (count, low) =>
    jsonToLetters(
      Array.from({ length: count }, (_, n) => ({ name: `${low} ${n}`, vector: packed([1, n]), low, high: 2, rest: 0 })),
    );
  const { remark, store } = follow(`?model=digits-2d#own=${own(60, 0)}`);
  assert.equal(remark, "");
  const more = applyLink(readLink(`own=${own(60, 1)}`), { store });
  assert.match(more[0].why, /room for 100 sliders/);
  assert.equal(store.state.directions.length, 60);
});

test("a link without a fault has no remark", () => {
  const { remark, store } = follow("?model=digits-2d#z=1,-2&locks=1");
  assert.equal(remark, "");
  assert.deepEqual([...store.state.pinned], [1, -2]);
  assert.deepEqual([...store.state.locks], [1]);
});

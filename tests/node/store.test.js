/** The store: every key is declared, watchers hear of changes only, and one that throws stops no other. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { firstState } from "../../web/core/state.js";
import { createStore } from "../../web/core/store.js";

test("a key that nobody declared is refused, set or watched, and nothing changes", () => {
  const store = createStore(firstState());
  assert.throws(() => store.set({ scale: "ink", newDirection: {} }), /the state has no newDirection/);
  assert.throws(() => store.watch(["lassoFor"], () => {}), /the state has no lassoFor/);
  assert.equal(store.state.scale, "grey");
});

test("every key has a value at first, and two pages share none of them", () => {
  const [one, other] = [firstState(), firstState()];
  assert.deepEqual(
    Object.entries(one).filter(([, value]) => value === undefined),
    [],
  );
  one.hidden.add(3);
  assert.equal(other.hidden.size, 0);
});

test("a watcher is called once for all of its keys that changed, and not after its signal", () => {
  const store = createStore({ a: 1, b: 2, c: 3 });
  const abort = new AbortController();
  const seen = [];
  store.watch(["a", "b"], ({ a, b }) => seen.push([a, b]), abort.signal);
  store.set({ a: 1 });
  store.set({ a: 5, b: 6 });
  store.set({ c: 9 });
  assert.deepEqual(seen, [[5, 6]]);
  abort.abort();
  store.set({ a: 7 });
  assert.equal(seen.length, 1);
  assert.equal(store.watcherCount, 0);
});

test("a watcher that throws is told of, and the others are called all the same", () => {
  const errors = [];
  const store = createStore({ a: 1 }, (error) => errors.push(error.message));
  let called = 0;
  store.watch(["a"], () => {
    throw new Error("no");
  });
  store.watch(["a"], () => {
    called += 1;
  });
  store.set({ a: 2 });
  assert.deepEqual([errors, called], [["no"], 1]);
});

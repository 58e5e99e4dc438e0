/** The workbench and its clients, with a worker that answers when it is told to. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createBench } from "../../web/bench/bench.js";
import { createMeasuring } from "../../web/walks/measuring.js";

const PATH = [Float32Array.of(0, 0), Float32Array.of(1, 1)];
const MEASURED = { pixels: new Float32Array(2), jumps: [1], support: [0.5, 0.5] };
const VIEW = { codes: new Float32Array(2), logvar: null, labels: null, count: 1, latentDim: 2, meter: null };
const modelOf = (view = VIEW) => ({ key: "two", bytes: new Uint8Array(1), view });

Object.defineProperty(globalThis, "navigator", { value: { hardwareConcurrency: 2 }, configurable: true });

/** A bench of one worker. answer() answers its oldest question, with `error` where it says so. */
function benchOf(report = () => {}) {
  const asked = [];
  let worker = null;
  globalThis.Worker = class {
    constructor() {
      worker = this;
    }
    postMessage(message) {
      if (message.task !== "load") asked.push(message);
    }
    terminate() {}
  };
  URL.createObjectURL = () => "blob:worker";
  const bench = createBench("script", report);
  const answer = (error) => worker.onmessage({ data: { id: asked.shift().id, result: MEASURED, error } });
  return { bench, asked, answer };
}

function measuringOf(bench) {
  const state = { model: "two", walksKey: "key", walks: {}, walk: "linear", wantedWalk: null, bench };
  const store = { state, set: (patch) => Object.assign(state, patch) };
  const measuring = createMeasuring({ store, signal: new AbortController().signal });
  measuring.join();
  return { state, measuring };
}

test("a walk that was asked for before there was a model is measured once there is one", () => {
  const { bench, answer } = benchOf();
  const { state, measuring } = measuringOf(bench);
  measuring.measure({ method: "linear", path: PATH, key: "key" });
  bench.use(modelOf());
  answer();
  assert.equal(state.walks.linear.key, "key");
});

test("a walk that the bench measured with what it had before is measured anew", () => {
  const { bench, asked, answer } = benchOf();
  const { state, measuring } = measuringOf(bench);
  bench.use(modelOf());
  measuring.measure({ method: "linear", path: PATH, key: "key" });
  bench.use(modelOf({ ...VIEW })); // same name, another view: the answer on its way is of the old one
  answer();
  assert.equal(state.walks.linear, undefined);
  assert.equal(asked.length, 1);
  answer();
  assert.equal(state.walks.linear.key, "key");
});

test("a walk that cannot be measured is reported once and not asked for again", () => {
  const reported = [];
  const { bench, asked, answer } = benchOf((error) => reported.push(error));
  const { measuring } = measuringOf(bench);
  bench.use(modelOf());
  measuring.measure({ method: "linear", path: PATH, key: "key" });
  answer({ fault: "no" });
  assert.equal(asked.length, 0);
  assert.equal(reported.length, 1);
});

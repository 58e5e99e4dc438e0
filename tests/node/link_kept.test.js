/** A link is written anew when what it is written from changes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMaps } from "../../web/core/maps.js";
import { firstState } from "../../web/core/state.js";
import { LINKED, pairsOf } from "../../web/link/link.js";

test("all that a field is written from is listed, but for what moves by the frame or with another", () => {
  const read = new Set();
  const view = { latentDim: 2, count: 9, parts: [{ name: "z", kind: "vector", start: 0, stop: 2 }] };
  const get = (kept, key) => {
    read.add(key);
    return kept[key];
  };
  const state = new Proxy({ ...firstState(), model: "m", view, pinned: new Float32Array(2) }, { get });
  pairsOf({ store: { state }, lens: { maps: createMaps() } });
  assert.deepEqual([...read].filter((key) => !LINKED.includes(key)).sort(), [
    "colouring",
    "mapView",
    "model",
    "playhead",
    "projection",
    "view",
    "wantedWalk",
  ]);
});

/** Requests between parts, and the maps that can be panned from elsewhere. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createMaps } from "../../web/core/maps.js";
import { createRequests } from "../../web/core/requests.js";

const live = () => new AbortController().signal;

test("the part that came last is asked first, and the one before it when it is gone", () => {
  const requests = createRequests();
  const taken = [];
  const talk = new AbortController();
  requests.serve("showStop", (stop) => void taken.push(["page", stop]), live());
  requests.serve("showStop", (stop) => void taken.push(["talk", stop]), talk.signal);
  requests.ask("showStop", 1);
  talk.abort();
  requests.ask("showStop", 2);
  assert.deepEqual(taken, [
    ["talk", 1],
    ["page", 2],
  ]);
});

test("what nobody can do is dropped, unless it waits: then the newest is done once a part can", () => {
  const requests = createRequests();
  const taken = [];
  requests.ask("showStop", 1);
  requests.ask("followLink", 1, { waits: true });
  requests.ask("followLink", 2, { waits: true });
  assert.equal(requests.isWaiting("followLink"), true);
  let isReady = false;
  const take = (value) => {
    if (!isReady) return false;
    taken.push(value);
  };
  requests.serve("showStop", (stop) => void taken.push(stop), live());
  requests.serve("followLink", take, live());
  assert.deepEqual(taken, []);
  isReady = true;
  requests.retry("followLink");
  requests.retry("followLink");
  assert.deepEqual(taken, [2]);
  assert.equal(requests.isWaiting("followLink"), false);
});

test("a request that is cancelled is done by nobody", () => {
  const requests = createRequests();
  requests.ask("showPlaneView", 1, { waits: true });
  requests.cancel("showPlaneView");
  requests.serve("showPlaneView", () => assert.fail("it was cancelled"), live());
});

test("the map that came last is the one that is seen and panned", () => {
  const maps = createMaps();
  const camera = (low) => ({ x: [low, 1], y: [0, 1] });
  const asked = [];
  const stage = new AbortController();
  assert.equal(maps.camera(), null);
  maps.add({ camera: () => camera(0) }, live());
  maps.add({ camera: () => camera(5), setCamera: (next) => asked.push(next) }, stage.signal);
  assert.deepEqual(maps.camera(), camera(5));
  maps.setCamera(null);
  stage.abort();
  assert.deepEqual(maps.camera(), camera(0));
  maps.setCamera(camera(1)); // the host draws this one
  assert.deepEqual(asked, [null]);
});

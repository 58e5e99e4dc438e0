/** Who decodes, and what waits: one question in flight, and the newest next. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { createFarDecoder } from "../../web/core/far.js";
import { createFrame, STAGE } from "../../web/core/frame.js";
import { allowedBy } from "../../web/core/lanes.js";

const soon = () => new Promise((done) => setTimeout(done));

test("of the codes that come while a picture is made, the newest alone is asked for", async () => {
  const [asked, answers, arrived] = [[], [], []];
  const ask = (_engine, z) => {
    asked.push(z);
    return new Promise((done) => answers.push(done));
  };
  const far = createFarDecoder(({ z }, pixels) => arrived.push([z, pixels]));
  for (const z of [1, 2, 3]) far.want({ engine: null, z, ask });
  assert.deepEqual(asked, [1]);
  answers[0]("one");
  await soon();
  assert.deepEqual(asked, [1, 3]);
  answers[1]("three");
  await soon();
  assert.deepEqual(arrived, [
    [1, "one"],
    [3, "three"],
  ]);
});

test("after a failure the next code is asked for, and what was dropped is not", async () => {
  const failed = [];
  const answers = [];
  const ask = () => new Promise((_done, fail) => answers.push(fail));
  const far = createFarDecoder(
    () => {},
    ({ z }, error) => failed.push([z, error]),
  );
  far.want({ engine: null, z: 1, ask });
  far.want({ engine: null, z: 2, ask });
  far.drop();
  answers[0]("gone");
  await soon();
  assert.deepEqual(failed, [[1, "gone"]]);
  far.want({ engine: null, z: 3, ask });
  assert.equal(answers.length, 2);
});

test("background work waits until no picture was wanted for a while, where the lane says so", () => {
  let tick;
  const frame = createFrame((next) => {
    tick = next;
  });
  const done = [];
  const decode = frame.job(STAGE.decode, () => done.push("picture"));
  const strips = frame.job(STAGE.background, () => void done.push("strip"));
  frame.rest(1e9);
  decode();
  strips();
  tick();
  tick();
  assert.deepEqual(done, ["picture"]);
  frame.rest(0);
  tick();
  assert.deepEqual(done, ["picture", "strip"]);
});

test("every lane says what a page may do", () => {
  const pictures = ["all", "picture", "worker", "server"].map((lane) => allowedBy({ lane }).picture);
  assert.deepEqual(pictures, ["page", "page", "worker", "server"]);
});

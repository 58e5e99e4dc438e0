/** Why there is no camera: each reason with what helps. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal } from "../../web/draw/camera.js";

test("a missing camera is to be connected, a refused one to be allowed", () => {
  assert.equal(
    refusal({ name: "NotFoundError" }).message,
    "the browser finds no camera; connect one, or open a picture",
  );
  assert.match(refusal({ name: "NotAllowedError" }).message, /\(NotAllowedError\); allow it beside the address/);
});

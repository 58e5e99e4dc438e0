/** What a reading of the trust meter is called in words. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { supportInWords } from "../../web/meter/support_words.js";

test("a folder without a trust meter has no words for it", () => {
  assert.equal(supportInWords({ level: null, code: null, picture: null }), "");
});

test("what is not well supported says which part is not", () => {
  assert.equal(supportInWords({ level: "well", code: 90, picture: 90 }), "well supported");
  const words = ["none", "sparse"].map((level) => supportInWords({ level, code: 90, picture: 1 }));
  for (const sentence of words) assert.match(sentence, /supported: .*picture/);
});

/** What Streamlit says by itself, by template; nothing else is taken for it. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { LANGUAGE as ENGLISH } from "../../web/words/en.js";
import { speak, wordOfHost } from "../../web/words/words.js";
import { LANGUAGE as CHINESE } from "../../web/words/zh.js";

afterEach(() => speak(ENGLISH));

test("a word of Streamlit's is said in Chinese, with what it names", () => {
  speak(CHINESE);
  const said = ["Upload", "64MB per file", "Help for β", "Fullscreen: z1"].map(wordOfHost);
  assert.deepEqual(said, ["上传", "每个文件至多 64MB", "β 的帮助", "全屏：z1"]);
});

test("English, and whatever is no word of Streamlit's, stays as it is", () => {
  assert.equal(wordOfHost("Upload"), null);
  speak(CHINESE);
  assert.deepEqual(["Uploads", "Help for ", "帮助", ""].map(wordOfHost), [null, null, null, null]);
});

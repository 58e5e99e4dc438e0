/** Texts by key and problems by template, in English and in a language that a test makes. */

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { errorOf, plainOf, Problem } from "../../web/engine/problem.js";
import { LANGUAGE as ENGLISH } from "../../web/words/en.js";
import { clauseOf, list, plural, speak, text, withArticle } from "../../web/words/words.js";

const FRENCH = {
  tag: "fr",
  texts: { meter: { well: "bien soutenu" } },
  grammar: {
    withArticle: (name) => `un ${name}`,
    plural: (name) => `des ${name}`,
    list: (names) => names.join(" et "),
  },
  problems: {
    "{name} cannot be shown: its atlas cannot be read ({why}). Choose another model": "{why} : {name} ne se montre pas",
    "a number is missing": "il manque un nombre",
  },
};

afterEach(() => speak(ENGLISH));

test("a text without its hole, and a key that does not exist, are faults", () => {
  assert.throws(() => text("kit.nats"), /kit.nats needs nats/);
  assert.throws(() => text("kit.nothing"), /no text is called kit.nothing/);
  assert.equal(text("kit.nats", { nats: "1.20" }), "1.20 nats");
});

test("a language says what it knows, and English the rest", () => {
  speak(FRENCH);
  assert.equal(text("meter.well"), "bien soutenu");
  assert.equal(text("meter.none"), "unsupported");
  assert.deepEqual([withArticle("8"), plural("8"), list(["8", "9"])], ["un 8", "des 8", "8 et 9"]);
});

test("between Chinese and other writing stands a space where a hole is filled", () => {
  speak({ ...FRENCH, tag: "zh", texts: { meter: { well: "还剩{time}。", sparse: "{name}的{n}个点（{share}%）" } } });
  const left = ["3 分钟", "几秒", "±2"].map((time) => text("meter.well", { time }));
  assert.deepEqual(left, ["还剩 3 分钟。", "还剩几秒。", "还剩 ±2。"]);
  assert.equal(text("meter.sparse", { name: "VAE", n: 7, share: 20 }), "VAE 的 7 个点（20%）");
  assert.equal(text("meter.sparse", { name: "猫", n: 3, share: 5 }), "猫的 3 个点（5%）");
});

test("exactly one has its form in a language without plurals too", () => {
  speak({ ...FRENCH, tag: "zh", texts: { learn: { mean: { one: "{n}次", other: "{n}次，±{error}" } } } });
  const said = [1, 2].map((n) => text("learn.mean", { n, error: 0.5 }));
  assert.deepEqual(said, ["1 次", "2 次，±0.5"]);
});

test("a problem within a problem is said in the language of the page, also when it comes from another thread", () => {
  const inner = new Problem("a number is missing");
  const outer = new Problem(Object.keys(FRENCH.problems)[0], { name: "m", why: inner });
  assert.equal(
    outer.message,
    "m cannot be shown: its atlas cannot be read (a number is missing). Choose another model",
  );
  speak(FRENCH);
  const received = errorOf(structuredClone(plainOf(outer)));
  assert.ok(received instanceof Problem);
  assert.equal(clauseOf(received), "il manque un nombre : m ne se montre pas");
  assert.equal(errorOf(plainOf(new RangeError("full"))).message, "full");
});

test("what a file calls its parts does not fill the screen", () => {
  const clause = clauseOf(new Problem('tensor "{name}" is missing', { name: "x".repeat(5000) }));
  assert.ok(clause.length < 450);
  assert.ok(clause.endsWith('…" is missing'));
});

test("English lists have no comma before the last", () => {
  assert.deepEqual([list(["5s"]), list(["5s", "8s"]), list(["5s", "8s", "6s"])], ["5s", "5s and 8s", "5s, 8s and 6s"]);
});

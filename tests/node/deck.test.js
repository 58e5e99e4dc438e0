/** Decks without a browser: what is checked, what a change of the stops does, and what the desk says of each stop. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { HELD_CHALLENGE } from "../../web/challenge/held.js";
import { HELD_PLAYGROUND } from "../../web/playground/held.js";
import { checkDeck } from "../../web/talk/deck_check.js";
import { withChange, withMove, withoutStop, withStop } from "../../web/talk/deck_edits.js";
import { deckFromText, deckToText } from "../../web/talk/deck_link.js";
import { takePage } from "../../web/talk/page_stop.js";
import { playable, resolve } from "../../web/talk/playable.js";
import { readiness } from "../../web/talk/readiness.js";

const deckOf = (...stops) => checkDeck({ title: "T", stops });
const stop = (id, more = {}) => ({ id, model: "two", z: [1, 2], ...more });
const ids = ({ stops }) => stops.map(({ id }) => id);
const TWO = { engine: { latentDim: 2 }, view: { count: 3, code: (i) => Float32Array.from([i, 10 * i]) } };
const library = { get: (name) => (name === "two" ? TWO : null), problem: () => null };

test("a checked deck holds known fields only, and checking it again changes nothing", () => {
  const checked = deckOf({ z: [1], colour: "red", panels: [] });
  assert.equal("colour" in checked.stops[0], false);
  assert.deepEqual(checked.stops[0].panels, ["picture"]);
  assert.deepEqual(checkDeck(checked), checked);
});

for (const [stops, sentence] of [
  [["x"], "Stop 1 is not an object."],
  [[{}, { caption: "x".repeat(401) }], "Stop 2: caption must be text of at most 400 characters."],
  [[{ panels: ["door"] }], "Stop 1: panels holds something unknown."],
  [[{ camera: { x: [2, 1], y: [0, 1] } }], "Stop 1: camera.x must be a low and a high number."],
  [[{ walk: { kind: "dance" } }], "Stop 1: walk.kind must be one of path, posterior, prior, digits."],
  [[{ z: [2e6] }], "Stop 1: z must lie within ±1,000,000; got 2000000."],
  [[{ page: "train", query: {} }], "Stop 1: page must be one of playground, challenge where a stop has a query."],
  [[{ page: "playground", query: "play" }], "Stop 1: query holds something unknown."],
  [[{ page: "playground", query: { play: "<script>" } }], "Stop 1: query.play holds something unknown."],
  [[{ page: "playground", query: { play: "a".repeat(1e6) } }], "Stop 1: query.play holds something unknown."],
  [[{ page: "playground", query: { level: "four" } }], "Stop 1: query.level holds something unknown."],
  [[{ page: "challenge", query: { target: 7 } }], "Stop 1: query.target holds something unknown."],
  [
    [{ page: "challenge", query: { ["x".repeat(99)]: "" } }],
    `Stop 1: query.${"x".repeat(20)} holds something unknown.`,
  ],
  [
    [{ page: "challenge", query: JSON.parse('{"__proto__": "1"}') }],
    "Stop 1: query.__proto__ holds something unknown.",
  ],
  [Array(101).fill({}), "A deck has at most 100 stops; this one has 101."],
])
  test(`a bad deck is told: ${sentence}`, () => {
    assert.throws(() => checkDeck({ stops }), { message: sentence });
  });

test("stops are added, changed, moved and removed by name", () => {
  const deck = deckOf(stop("a"), stop("b"));
  assert.deepEqual(ids(withStop(checkDeck({ stops: [stop("c")] }).stops[0])(deck)), ["a", "b", "c"]);
  assert.deepEqual(ids(withMove("a", 1)(deck)), ["b", "a"]);
  assert.deepEqual(ids(withMove("a", -1)(deck)), ["a", "b"]); // there is nowhere to go
  assert.deepEqual(ids(withoutStop("a")(deck)), ["b"]);
  assert.equal(withChange("b", { caption: "new" })(deck).stops[1].caption, "new");
  assert.equal(deck.stops[1].caption, "");
});

test("a stop at test images is at the mean of their codes, its walk goes through them", () => {
  const walk = { kind: "path", through: [[5, 5], [1]], images: [2, 9] };
  const found = resolve(deckOf(stop("a", { images: [0, 2], walk })).stops[0], TWO);
  assert.deepEqual(found.z, [1, 10]);
  assert.deepEqual(
    found.walk.through.map((z) => Array.from(z)),
    [
      [5, 5],
      [2, 20],
    ],
  );
});

test("what cannot be shown is skipped with a reason, what may still come is waited for", () => {
  const { stops } = deckOf(stop("a"), stop("b", { z: [1, 2, 3] }), stop("c", { z: [] }), stop("d", { model: "gone" }));
  assert.deepEqual(ids({ stops: playable({ stops }, { library }) }), ["a"]);
  const said = readiness(stops, { library, known: ["two"] });
  assert.match(said, /^1 stop is in the browser/);
  assert.match(said, /stop 2 \(it needs a model with 3 dimensions; two has 2\)/);
  assert.match(said, /stop 3 \(it needs images that two does not have\)/);
  assert.match(said, /stop 4 \(there is no model “gone” on this machine\)/);
  assert.equal(readiness(stops.slice(3), { library, known: ["two", "gone"] }), "Loading gone: 0 of 1 stops are ready.");
});

const KNOBS = { id: "p", page: "playground", query: { play: "data:ring,beta:4" } };
const GAME = { id: "g", page: "challenge", query: { level: "plane", target: "7", beat: "3.2,41" } };
const pages = { playground: HELD_PLAYGROUND, challenge: HELD_CHALLENGE };

test("a stop that holds a page keeps its state and no model, also where a deck names one", () => {
  const [held] = deckOf({ ...KNOBS, model: "two", more: "" }).stops;
  assert.deepEqual([held.page, held.model, held.query], ["playground", "", KNOBS.query]);
  assert.equal(deckOf(stop("a")).stops[0].query, null);
});

test("a page is taken with what its address keeps, and the check has nothing against it", () => {
  const texts = { caption: "C", notes: "N" };
  const taken = takePage("challenge", { level: "four", target: "12", beat: null }, texts);
  assert.deepEqual(taken.query, { level: "four", target: "12" });
  assert.deepEqual(deckOf(taken).stops, [taken]);
});

test("a page is shown once the host has sent for it; what it cannot read or be played with is skipped", () => {
  const damaged = { id: "d", page: "playground", query: { play: "beta:77" } };
  const { stops } = deckOf(KNOBS, GAME, damaged, { id: "e", page: "challenge", query: { level: "all" } });
  const here = { library, known: ["two"], pages, sent: null };
  const skipped = "stop 3 (Playground cannot read its state)";
  assert.equal(readiness(stops, here), `Loading Playground, Challenge: 0 of 3 stops are ready. Skipped: ${skipped}.`);
  const sent = { playground: {}, challenge: { models: { flat: "two" } } };
  assert.deepEqual(ids({ stops: playable({ stops }, { ...here, sent }) }), ["p", "g"]);
  const noModel = "stop 4 (no model here can play this level of Challenge)";
  assert.ok(readiness(stops, { ...here, sent }).endsWith(`Skipped: ${skipped}; ${noModel}.`));
  const inFile = { library, known: ["two"] };
  assert.ok(readiness(stops.slice(0, 1), inFile).endsWith("Skipped: stop 1 (Playground runs in the app only)."));
});

test("a row says of a page what is set", () => {
  const ofRing = "Ring · Noise off · Normal, σ fixed · σ: 0.1";
  assert.equal(HELD_PLAYGROUND.says({ play: "data:ring,noise:0,pace:0" }), `${ofRing} · Speed: Full`);
  assert.equal(HELD_PLAYGROUND.says({}), "");
  assert.equal(HELD_CHALLENGE.says(GAME.query), "2 sliders · target 7 · To beat: 3.2 % away after 0:41.0");
  assert.equal(HELD_CHALLENGE.says({ level: "all" }), "All sliders · a new target each time");
});

test("a deck travels in a link and comes back", async () => {
  const deck = deckOf(stop("a", { caption: "über & <b>" }), KNOBS, GAME);
  assert.deepEqual(await deckFromText(await deckToText(deck)), deck);
  await assert.rejects(deckFromText("!"), /^Error: The deck in the link cannot be read: /);
});

test("a deck that is far too long for a link is refused in words", async () => {
  const stops = Array.from({ length: 20 }, () => stop("a", { z: Array.from({ length: 4000 }, (_, i) => Math.sin(i)) }));
  await assert.rejects(deckToText(deckOf(...stops)), /^Error: This deck is too long for a link/);
});
